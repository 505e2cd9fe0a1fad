// @ts-check
// The newest events, and those of them that a filter lets through. Holding it keeps what is shown; receiving goes on.
import { ring } from '../core/ring.js';
import { FAMILIES, REST } from './entry.js';
import { filterOf, isOfKind, matchesBesidesKind } from './stream-filter.js';

/** @typedef {import('./entry.js').Entry} Entry */
/** @typedef {import('./stream-filter.js').Filter} Filter */

/**
 * What is to be seen.
 *
 * @typedef {object} View
 * @property {number} length
 * @property {(i: number) => Entry | undefined} at the newest is 0
 * @property {Record<string, number>} counts by family, whatever kind is asked for
 * @property {number} kept how many there are without any filter
 */

/** @param {number} capacity */
export function eventLog(capacity) {
  /** @type {import('../core/ring.js').Ring<Entry>} */
  const kept = ring(capacity);
  /** @type {import('../core/ring.js').Ring<Entry>} */
  const found = ring(capacity);
  /** @type {Set<string>} */
  const ids = new Set();
  let filter = filterOf({});
  let counts = none();
  let arrivals = 0;
  /** @type {{ all: Entry[], since: number, view: View } | null} */
  let held = null;
  let fresh = 0;

  /** @param {Entry} entry */
  function keep(entry) {
    ids.add(entry.id);
    const dropped = kept.push(entry);
    if (dropped) {
      forget(dropped);
    }
    if (matchesBesidesKind(entry, filter)) {
      counts[entry.family] += 1;
      if (isOfKind(entry, filter.kind)) {
        found.push(entry);
      }
    }
  }

  /** @param {Entry} entry */
  function forget(entry) {
    ids.delete(entry.id);
    if (matchesBesidesKind(entry, filter)) {
      counts[entry.family] -= 1;
    }
    if (found.at(found.size() - 1) === entry) {
      found.shift();
    }
  }

  /** @param {Entry[]} entries oldest first */
  function refill(entries) {
    clear();
    entries.forEach((entry) => ids.has(entry.id) || keep(entry));
  }

  function clear() {
    kept.clear();
    found.clear();
    ids.clear();
    counts = none();
  }

  /** @returns {View} */
  const live = () => ({ length: found.size(), at: found.at, counts: { ...counts }, kept: kept.size() });

  /** @param {Entry[]} all newest first @returns {View} */
  function narrowed(all) {
    const besides = all.filter((entry) => matchesBesidesKind(entry, filter));
    const rows = besides.filter((entry) => isOfKind(entry, filter.kind));
    const families = none();
    besides.forEach(({ family }) => (families[family] += 1));
    return { length: rows.length, at: (i) => rows[i], counts: families, kept: all.length };
  }

  return {
    /** The number that the next arrival gets. */
    next: () => arrivals + 1,
    /** Whether it is new: a replay says what is known again. @param {Entry} entry */
    take(entry) {
      if (ids.has(entry.id)) {
        return false;
      }
      arrivals += 1;
      keep(entry);
      if (held && matchesBesidesKind(entry, filter) && isOfKind(entry, filter.kind)) {
        fresh += 1;
      }
      return true;
    },
    /** What was written before what is known here. @param {Entry[]} entries newest first */
    before: (entries) => refill([...entries].reverse().concat(kept.newestFirst().reverse())),
    clear,
    /** @param {Filter} wanted */
    narrow(wanted) {
      filter = wanted;
      refill(kept.newestFirst().reverse());
      const since = held?.since ?? 0;
      if (held) {
        held = { ...held, view: narrowed(held.all) };
        fresh = found.newestFirst().filter(({ n }) => n > since).length;
      }
    },
    hold() {
      if (!held) {
        const all = kept.newestFirst();
        held = { all, since: arrivals, view: narrowed(all) };
        fresh = 0;
      }
    },
    release() {
      held = null;
      fresh = 0;
    },
    isHeld: () => held !== null,
    /** How many came since it is held, of those that the filter lets through. */
    fresh: () => fresh,
    size: kept.size,
    view: () => held?.view ?? live(),
  };
}

/** @returns {Record<string, number>} */
const none = () => Object.fromEntries([...FAMILIES, REST].map((family) => [family, 0]));
