// @ts-check
// How a session ended, in words.
import { duration } from './fmt.js';

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
