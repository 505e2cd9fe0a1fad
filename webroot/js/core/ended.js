// @ts-check
// How a session ended, as far as the page of whoever was here can tell: for the sign-in page, which says it (`ended-words`).

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
