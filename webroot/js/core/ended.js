// @ts-check
// How a session ended, as far as the page of whoever was here can tell: for the sign-in page, which says it.
import { duration } from './fmt.js';

/** Clocks and answers may be off by so much. */
const SLACK_MS = 5_000;

/** @typedef {{ ended: 'over' | 'unused' | 'otherwise' | null, after?: number | null }} End `after` in seconds */

/**
 * @param {import('./types.js').Me | null} visitor null when nobody was here
 * @param {number} time of the server
 * @returns {End} for the query of the sign-in page
 */
export function howItEnded(visitor, time) {
  if (!visitor) {
    return { ended: null };
  }
  const over = Date.parse(visitor.expires_at);
  if (time >= over - SLACK_MS) {
    const lasted = (over - Date.parse(visitor.signed_in_at ?? '')) / 1000;
    return { ended: 'over', after: Number.isFinite(lasted) ? Math.round(lasted) : null };
  }
  return { ended: time >= Date.parse(visitor.idle_expires_at) - SLACK_MS ? 'unused' : 'otherwise' };
}

/**
 * What the sign-in page says; nothing when no session ended.
 *
 * @param {Record<string, string>} query
 */
export function endedWords({ ended, after }) {
  if (!ended) {
    return '';
  }
  const seconds = Number(after);
  const why =
    ended === 'over' && seconds > 0
      ? `Your session ended after ${lastedWords(seconds)}.`
      : ended === 'unused'
        ? 'Your session ended, as nobody used it.'
        : 'Your session ended.';
  return `${why} Sign in to go back to the page you were on.`;
}

/** @param {number} seconds as 8 hours, 30 minutes or 1 h 30 m */
function lastedWords(seconds) {
  const hours = Math.round(seconds / 60) / 60;
  if (Number.isInteger(hours)) {
    return `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  }
  const minutes = Math.round(seconds / 60);
  return hours < 1 && minutes > 0 ? `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}` : duration(seconds);
}
