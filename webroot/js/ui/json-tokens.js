// @ts-check
// JSON as text in pieces that can be told apart; never as markup.

/** Beyond this it is shown plain: colours are not worth a frozen page. */
const COLOURED_LENGTH = 40_000;

const PIECE = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

/** @typedef {{ type: 'key' | 'string' | 'number' | 'word' | 'plain', text: string }} Token */

/** @param {unknown} value */
export const pretty = (value) => JSON.stringify(value ?? null, null, 2);

/** @param {string} text @returns {Token[]} */
export function tokens(text) {
  if (text.length > COLOURED_LENGTH) {
    return [{ type: 'plain', text }];
  }
  /** @type {Token[]} */
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(PIECE)) {
    if (match.index > end) {
      pieces.push({ type: 'plain', text: text.slice(end, match.index) });
    }
    pieces.push(...tokensOf(match));
    end = match.index + match[0].length;
  }
  return end < text.length ? [...pieces, { type: 'plain', text: text.slice(end) }] : pieces;
}

/** @param {RegExpMatchArray} match @returns {Token[]} */
function tokensOf([all, quoted, colon]) {
  if (quoted) {
    return colon
      ? [
          { type: 'key', text: quoted },
          { type: 'plain', text: colon },
        ]
      : [{ type: 'string', text: quoted }];
  }
  return [{ type: /^[-\d]/.test(all) ? 'number' : 'word', text: all }];
}
