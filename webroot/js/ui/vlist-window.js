// @ts-check
// The arithmetic of a list of which only the rows in sight exist. All rows are equally high; lengths are CSS pixels.

/**
 * @typedef {object} Frame
 * @property {number} top how far it is scrolled
 * @property {number} height of what shows rows
 * @property {number} rowHeight
 */

/**
 * The rows that exist, from `start` to before `end`.
 *
 * @param {Frame} frame
 * @param {number} length
 * @param {number} spare rows beyond each edge, so that a quick finger sees no gap
 */
export function windowOf({ top, height, rowHeight }, length, spare) {
  const furthest = Math.max(0, length * rowHeight - height);
  const from = Math.min(Math.max(0, top), furthest); // the list may have become shorter than it is scrolled
  return {
    start: Math.max(0, Math.floor(from / rowHeight) - spare),
    end: Math.min(length, Math.ceil((from + height) / rowHeight) + spare),
  };
}

/**
 * Where a key leads; null when it leads nowhere.
 *
 * @param {string} key
 * @param {number} at the row that is chosen; -1 when none is
 * @param {number} length
 * @param {number} page rows in sight
 */
export function stepTo(key, at, length, page) {
  const steps = new Map([
    ['ArrowDown', at + 1],
    ['ArrowUp', at - 1],
    ['PageDown', at + Math.max(1, page - 1)],
    ['PageUp', at - Math.max(1, page - 1)],
    ['End', length - 1],
  ]);
  const to = steps.get(key);
  return to === undefined || length === 0 ? null : Math.min(length - 1, Math.max(0, to));
}

/**
 * How far to scroll so that a row is in sight; no further than needed.
 *
 * @param {number} row
 * @param {Frame} frame
 */
export function topFor(row, { top, height, rowHeight }) {
  const above = row * rowHeight;
  const below = above + rowHeight - height;
  return above < top ? above : below > top ? below : top;
}
