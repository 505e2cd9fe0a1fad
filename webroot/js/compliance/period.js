// @ts-check
// Which window of the log an address asks about.

const DAY_MS = 86_400_000;

/** @typedef {{ window_start: string | null, window_end: string | null }} Window as the API takes it; null is its own choice */

/** @type {[name: string, days: number, word: string][]} */
export const PERIODS = [
  ['24h', 1, '24 hours'],
  ['7d', 7, '7 days'],
  ['30d', 30, '30 days'],
  ['6m', 183, '6 months'],
];

const USUAL = '7d';

/** Which of the periods is chosen; null when the address names moments. @param {Record<string, string>} query */
export function periodOf({ period, from, to }) {
  if (from || to) {
    return null;
  }
  return PERIODS.some(([name]) => name === period) ? period : USUAL;
}

/**
 * Up to now the server decides when that is: its clock counts, not the browser's.
 *
 * @param {Record<string, string>} query
 * @param {number} now the server's milliseconds
 * @returns {Window}
 */
export function windowOf(query, now) {
  const chosen = periodOf(query);
  if (chosen === null) {
    return { window_start: query.from || null, window_end: query.to || null };
  }
  const days = PERIODS.find(([name]) => name === chosen)?.[1] ?? 7;
  return { window_start: new Date(now - days * DAY_MS).toISOString(), window_end: null };
}

/** What is wrong with moments in the address, before anybody is asked. @param {Record<string, string>} query @returns {string | null} */
export function wrongWith({ from, to }) {
  const moments = [from, to].filter(Boolean).map((text) => Date.parse(text));
  if (moments.some(Number.isNaN)) {
    return 'A moment in the address is not one that can be read.';
  }
  return moments.length === 2 && moments[0] >= moments[1] ? 'The end of the window has to be after its beginning.' : null;
}

/** What a field for a moment shows of it. @param {string | undefined} iso in UTC */
export const fieldOf = (iso) => (iso ?? '').slice(0, 19).replace(/Z$/, '');

/** What the address keeps of a field. @param {string} text with or without seconds */
export const momentOf = (text) => (text ? `${text.length === 16 ? `${text}:00` : text}Z` : null);
