// @ts-check
// Figures of the stream in words.
import { count, plural } from '../core/fmt.js';

/** So many events are kept in the page. */
export const CAPACITY = 10_000;

/** @param {number} perSecond */
export function rateWords(perSecond) {
  const text = perSecond > 0 && perSecond < 10 ? perSecond.toFixed(1).replace(/\.0$/, '') : count(perSecond);
  return `${text} ${text === '1' ? 'event' : 'events'} / s`;
}

/** @param {number} kept */
export const keptWords = (kept) => (kept >= CAPACITY ? `last ${count(CAPACITY)} kept` : `${plural(kept, 'event')} kept`);

/** @param {number} events @param {number} blocked */
export const summaryOf = (events, blocked) =>
  `${plural(events, 'new event')}${blocked > 0 ? `, ${count(blocked)} blocked` : ''}`;
