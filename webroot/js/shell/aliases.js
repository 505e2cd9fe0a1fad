// @ts-check
// Agent A, Agent B … instead of ids, the same one for the same agent as long as the page is open.

const LETTERS = 26;

/** A longer id is replaced inside of words as well: better one word too many than a name that is shown. */
const SHORT = 5;

/** @param {number} i from 0: Agent A to Agent Z, then Agent AA */
export function aliasOf(i) {
  let letters = '';
  for (let rest = i; rest >= 0; rest = Math.floor(rest / LETTERS) - 1) {
    letters = String.fromCharCode('A'.charCodeAt(0) + (rest % LETTERS)) + letters;
  }
  return `Agent ${letters}`;
}

/** @param {string} id */
function patternOf(id) {
  const exact = id.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return id.length > SHORT ? exact : `(?<![\\p{L}\\p{N}_-])${exact}(?![\\p{L}\\p{N}_-])`;
}

/**
 * Replaces ids in texts.
 *
 * @param {Set<string>} ids may grow; new ones are given the next letters, in their order
 */
export function redactor(ids) {
  /** @type {Map<string, string>} */
  const aliases = new Map();
  /** @type {RegExp | null} */
  let pattern = null;

  function learn() {
    [...ids]
      .filter((id) => !aliases.has(id))
      .sort()
      .forEach((id) => aliases.set(id, aliasOf(aliases.size)));
    const longestFirst = [...aliases.keys()].sort((a, b) => b.length - a.length);
    pattern = longestFirst.length > 0 ? new RegExp(longestFirst.map(patternOf).join('|'), 'gu') : null;
  }

  /** @param {string} text */
  return (text) => {
    if (aliases.size < ids.size) {
      learn();
    }
    return pattern ? text.replace(pattern, (id) => aliases.get(id) ?? 'Agent') : text;
  };
}
