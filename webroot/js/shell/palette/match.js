// @ts-check
// Which items a text means, the likeliest first.

/** A term at the beginning of a word says more than one inside it, that more than its letters one after the other. */
const AT_WORD = 4;
const INSIDE = 2;
const SCATTERED = 1;

/** Scattered letters of fewer than this mean anything. */
const LEAST_SCATTERED = 3;

/**
 * How well a text answers a query; every term of it must be found.
 *
 * @param {string} query
 * @param {string} text
 * @returns {number} 0 when it does not
 */
export function score(query, text) {
  const low = text.toLowerCase();
  let sum = 0;
  for (const term of termsOf(query)) {
    const points = pointsOf(term, low);
    if (points === 0) {
      return 0;
    }
    sum += points;
  }
  return sum + (low.startsWith(query.trim().toLowerCase()) ? AT_WORD : 0);
}

/** @param {string} query */
export const termsOf = (query) => query.toLowerCase().split(/\s+/).filter(Boolean);

/** @param {string} term @param {string} text */
function pointsOf(term, text) {
  const at = text.indexOf(term);
  if (at < 0) {
    return term.length >= LEAST_SCATTERED && isScattered(term, text) ? SCATTERED : 0;
  }
  return isWordStart(text, at) || hasWordStart(term, text, at) ? AT_WORD : INSIDE;
}

/** @param {string} text @param {number} at */
const isWordStart = (text, at) => at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1]);

/** @param {string} term @param {string} text @param {number} from */
function hasWordStart(term, text, from) {
  for (let at = text.indexOf(term, from + 1); at >= 0; at = text.indexOf(term, at + 1)) {
    if (isWordStart(text, at)) {
      return true;
    }
  }
  return false;
}

/** The letters in their order, within one word, as rfd in refund-agent is. @param {string} term @param {string} text */
const isScattered = (term, text) =>
  text.split(/\s+/).some((word) => {
    let at = -1;
    return [...term].every((letter) => (at = word.indexOf(letter, at + 1)) >= 0);
  });

/**
 * The best of them, in order; those that fit equally keep theirs.
 *
 * @template T
 * @param {string} query
 * @param {T[]} items
 * @param {(item: T) => string} textOf
 * @param {number} most
 */
export const best = (query, items, textOf, most) =>
  items
    .map((item) => ({ item, points: score(query, textOf(item)) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, most)
    .map(({ item }) => item);

/** Fewer digits of an HMAC are not looked for. */
const LEAST_DIGITS = 8;

/**
 * What a text may be: the id of an event or a session, or the first digits of an HMAC.
 *
 * @param {string} text
 * @returns {'uuid' | 'hmac' | null}
 */
export function idIn(text) {
  const bare = text.trim().toLowerCase();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(bare)) {
    return 'uuid';
  }
  return bare.length >= LEAST_DIGITS && /^[0-9a-f]{1,64}$/.test(bare) ? 'hmac' : null;
}
