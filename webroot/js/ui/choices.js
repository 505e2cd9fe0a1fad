// @ts-check
// What a filter offers: its choices that match what is typed, and what is typed itself where that is a choice, too.

/** @typedef {{ value: string, word: string, count?: number | null }} Choice count: null or left out where it is not known */

/** More rows than this are found by typing. */
const MOST = 100;

/**
 * @param {Choice[]} choices
 * @param {string} text as it is typed
 * @param {boolean} free whether anything may be typed
 * @returns {Choice[]} the first stands for no filter
 */
export function offered(choices, text, free) {
  const typed = text.trim();
  const found = choices.filter(({ word }) => word.toLowerCase().includes(typed.toLowerCase())).slice(0, MOST);
  if (typed === '') {
    return [{ value: '', word: 'All' }, ...found];
  }
  return free && !found.some(({ value }) => value === typed) ? [...found, { value: typed, word: typed }] : found;
}

/** The row after a key, within the list. @param {string} key @param {number} at @param {number} length */
export function stepped(key, at, length) {
  switch (key) {
    case 'ArrowDown':
      return Math.min(length - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(length - 1, at + 10);
    case 'PageUp':
      return Math.max(0, at - 10);
    default:
      return at;
  }
}

/**
 * How often each value occurs.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string | null} valueOf
 * @returns {Choice[]} by name
 */
export function counted(items, valueOf) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const item of items) {
    const value = valueOf(item);
    if (value) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts].map(([value, count]) => ({ value, word: value, count })).sort((a, b) => a.word.localeCompare(b.word));
}
