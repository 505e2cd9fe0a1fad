// @ts-check
// How many a second, measured: the mean of the last whole seconds.

const SECOND_MS = 1000;

/** @param {number} [seconds] that are looked back */
export function rate(seconds = 5) {
  /** @type {Map<number, number>} how many came in a second */
  const counts = new Map();
  /** @type {number | null} */
  let began = null;

  return {
    /** @param {number} ms @param {number} [n] */
    add(ms, n = 1) {
      const second = Math.floor(ms / SECOND_MS);
      began ??= second;
      counts.set(second, (counts.get(second) ?? 0) + n);
      counts.forEach((_, known) => known < second - seconds && counts.delete(known));
    },
    /** Begins to count now, also where nothing comes. @param {number} ms */
    begin(ms) {
      began ??= Math.floor(ms / SECOND_MS);
    },
    /** What a gap in listening leaves is no rate. */
    forget() {
      counts.clear();
      began = null;
    },
    /** @param {number} ms @returns {number | null} null while no whole second has passed */
    perSecond(ms) {
      const second = Math.floor(ms / SECOND_MS);
      const whole = began === null ? 0 : Math.min(seconds, second - began);
      if (whole < 1) {
        return null;
      }
      let sum = 0;
      for (let back = 1; back <= whole; back += 1) {
        sum += counts.get(second - back) ?? 0;
      }
      return sum / whole;
    },
  };
}
