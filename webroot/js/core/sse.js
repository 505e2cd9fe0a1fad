// @ts-check
// Reads server-sent events as they come (WHATWG HTML, section 9.2). EventSource hides heartbeats and status codes;
// both are needed to tell a silent fleet from a dead line, and an ended session from a busy server.

/**
 * @typedef {object} Frame
 * @property {string} id the last id that was sent, also when this frame had none
 * @property {string} event
 * @property {string} data
 */

/**
 * A reader of one stream: give it text as it arrives, it gives back the frames that are complete.
 *
 * @returns {{ feed(text: string): Frame[], retry(): number | null }}
 */
export function frames() {
  let rest = '';
  let id = '';
  /** @type {number | null} */
  let retry = null;

  /** @param {string} block @param {Frame[]} into */
  const take = (block, into) => {
    let event = 'message';
    /** @type {string[]} */
    const data = [];
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (name === 'event') {
        event = value;
      } else if (name === 'data') {
        data.push(value);
      } else if (name === 'id') {
        id = value;
      } else if (name === 'retry' && /^\d+$/.test(value)) {
        retry = Number(value);
      }
    }
    if (data.length > 0) {
      into.push({ id, event, data: data.join('\n') });
    }
  };

  return {
    feed(text) {
      const blocks = (rest + text).replace(/\r\n/g, '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      /** @type {Frame[]} */
      const found = [];
      blocks.forEach((block) => take(block, found));
      return found;
    },
    retry: () => retry,
  };
}
