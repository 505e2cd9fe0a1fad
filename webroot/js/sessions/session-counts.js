// @ts-check
// How many sessions people have.

/**
 * How many sessions each has, where all are known.
 *
 * @param {import('./session-list.js').Sessions} sessions
 * @returns {Map<string, number> | null}
 */
export function sessionsOf({ list, isWhole }) {
  if (!list || !isWhole) {
    return null;
  }
  /** @type {Map<string, number>} */
  const numbers = new Map();
  list.forEach(({ user_id: id }) => numbers.set(id, (numbers.get(id) ?? 0) + 1));
  return numbers;
}
