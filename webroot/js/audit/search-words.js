// @ts-check
// What is said about how much was searched and found.
import { count } from '../core/fmt.js';

/** @param {import('./audit-query.js').Searched} searched */
export function wordsOf({ from_seq: from, to_seq: to, rows, complete }) {
  if (rows === 0 || from === null || to === null) {
    return 'No event was left to search.';
  }
  const span = `Searched ${count(rows)} ${rows === 1 ? 'event' : 'events'}, seq ${count(from)} to ${count(to)}`;
  return complete ? `${span}; no other is left.` : `${span}.`;
}

/** @param {{ count: number, exact: boolean } | null} total @param {boolean} searching */
export function totalOf(total, searching) {
  if (!total) {
    return '';
  }
  if (searching && !total.exact) {
    return ` · ${count(total.count)} found so far`;
  }
  return ` · ${total.exact ? '' : '≈ '}${count(total.count)} in all`;
}
