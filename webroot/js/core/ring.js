// @ts-check
// The newest so many of something; what is older makes room. Bounded, whatever comes.

/**
 * @template T
 * @typedef {object} Ring
 * @property {() => number} size
 * @property {(item: T) => T | undefined} push adds the newest; answers the oldest, where that had to go
 * @property {() => T | undefined} shift takes out the oldest
 * @property {(i: number) => T | undefined} at the newest is 0
 * @property {() => T[]} newestFirst
 * @property {() => void} clear
 */

/**
 * @template T
 * @param {number} capacity
 * @returns {Ring<T>}
 */
export function ring(capacity) {
  /** @type {(T | undefined)[]} */
  const slots = new Array(capacity).fill(undefined);
  let next = 0;
  let size = 0;

  /** @param {number} i */
  const slotOf = (i) => (next - 1 - i + 2 * capacity) % capacity;

  /** @param {number} i */
  const at = (i) => (i >= 0 && i < size ? slots[slotOf(i)] : undefined);

  function shift() {
    const oldest = at(size - 1);
    if (size > 0) {
      slots[slotOf(size - 1)] = undefined; // nothing that is gone is held on to
      size -= 1;
    }
    return oldest;
  }

  return {
    size: () => size,
    at,
    shift,
    push(item) {
      const dropped = size === capacity ? shift() : undefined;
      slots[next] = item;
      next = (next + 1) % capacity;
      size += 1;
      return dropped;
    },
    newestFirst: () => Array.from({ length: size }, (_, i) => /** @type {T} */ (at(i))),
    clear() {
      slots.fill(undefined);
      next = 0;
      size = 0;
    },
  };
}
