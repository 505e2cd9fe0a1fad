// @ts-check
// What the page says in words: projections, caps, periods.
import { sentence } from '../core/fmt.js';

/** How a projection was made, by the server's name for it. @type {Record<string, string>} */
const METHODS = { linear_since_midnight_utc: 'by midnight UTC, at today’s average rate' };

/**
 * @param {import('./types.js').Projection} projection
 * @param {import('./units.js').Unit} unit
 * @returns {{ value: string, words: string }}
 */
export function onCourse(projection, unit) {
  const amount = projection[unit.key];
  if (amount === null) {
    return { value: 'Not known', words: sentence(projection.reason ?? 'there is nothing to judge by') };
  }
  return { value: unit.text(amount), words: METHODS[projection.method] ?? `by midnight UTC, method ${projection.method}` };
}

/** How points within a day were made. @type {Record<string, string>} */
const COURSES = {
  sessions_spread_evenly:
    'Within the day these are estimates: what a session used is spread evenly from its first cost to its latest. The present total is what was counted.',
};

/** @param {string} method */
export const courseWords = (method) => COURSES[method] ?? `Within the day these are estimates, method ${method}.`;

/** @type {Record<string, string>} */
const CAPS = {
  per_agent_usd_daily: 'daily cap',
  per_agent_tokens_daily: 'daily token cap',
  per_session_usd: 'session cap',
  per_session_tokens: 'session token cap',
  per_session_seconds: 'session time cap',
};

/** @param {string} cap its name in a budget */
export const capWords = (cap) => CAPS[cap] ?? cap;

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A day of UTC, whatever zone is shown: as 22 Nov. @param {string} day as 2026-11-22 */
export const dayWords = (day) => DAY.format(Date.parse(`${day}T00:00:00Z`));

/**
 * Who was stopped how often, the most first.
 *
 * @param {{ agent: string, calls: number }[]} stopped
 */
export function stoppedWords(stopped) {
  const named = stopped.slice(0, 2).map(({ agent, calls }) => `${calls} ${agent}`);
  const more = stopped.slice(2).reduce((sum, { calls }) => sum + calls, 0);
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(' · ');
}
