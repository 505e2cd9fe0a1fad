// @ts-check
// What an address of the audit page asks of the API, and where its pages lie. Pages are cut by sequence number, so a
// page stays the same while events arrive.

/** @typedef {import('../core/types.js').AuditEvent} AuditEvent */
/** @typedef {Record<string, string>} Query */

export const SIZES = [25, 50, 100];
const USUAL_SIZE = 50;

/** Taken out of the address when the list becomes another one. */
export const FROM_START = { before: null, after: null, event: null };

/**
 * A page to ask for.
 *
 * @typedef {object} Wanted
 * @property {Record<string, string | number | null>} params of `/api/events`
 * @property {boolean} ascending how it is shown: one session oldest first, everything else newest first
 * @property {boolean} reversed whether it is read the other way round than shown
 * @property {boolean} first whether it is the first page
 */

/** @param {string | undefined} size */
export const sizeOf = (size) => (SIZES.includes(Number(size)) ? Number(size) : USUAL_SIZE);

/** @param {Query} query @returns {Wanted} */
export function wanted(query) {
  const ascending = Boolean(query.session);
  const before = positionOf(query.before);
  const after = before === null ? positionOf(query.after) : null;
  const reads = before !== null ? 'desc' : after !== null ? 'asc' : ascending ? 'asc' : 'desc';
  return {
    params: {
      agent_id: query.agent ?? null,
      kind: query.kind ?? null,
      session_id: query.session ?? null,
      outcome: query.outcome === 'blocked' ? 'blocked' : null,
      q: query.q?.trim() || null,
      order: reads,
      before,
      after,
      limit: sizeOf(query.size),
    },
    ascending,
    reversed: (reads === 'asc') !== ascending,
    first: before === null && after === null,
  };
}

/** @param {string | undefined} text */
const positionOf = (text) => (text && /^\d{1,18}$/.test(text) ? Number(text) : null);

/**
 * A page as it is shown.
 *
 * @typedef {object} Shown
 * @property {AuditEvent[]} events
 * @property {import('../core/router.js').Query | null} onward the rest of the address of the page further down
 * @property {import('../core/router.js').Query | null} back of the page further up
 * @property {boolean} overshot whether it was asked for from below and the top is reached
 */

/**
 * @param {AuditEvent[]} items as they were read
 * @param {boolean} more whether reading could go on
 * @param {Wanted} ask
 * @returns {Shown}
 */
export function shown(items, more, ask) {
  const events = ask.reversed ? [...items].reverse() : items;
  const top = events[0];
  const bottom = events[events.length - 1];
  const [down, up] = ask.ascending ? ['after', 'before'] : ['before', 'after'];
  const isOnward = bottom && (ask.reversed || more);
  const isBack = top && (ask.reversed ? more : !ask.first);
  return {
    events,
    onward: isOnward ? { [down]: bottom.chain_seq, [up]: null } : null,
    back: isBack ? { [up]: top.chain_seq, [down]: null } : null,
    overshot: ask.reversed && !more,
  };
}

/** Whether a new event belongs to what an address shows. @param {AuditEvent} event @param {Query} query */
export const belongs = (event, query) =>
  (!query.agent || event.agent_id === query.agent) &&
  (!query.kind || event.kind === query.kind) &&
  (!query.session || event.session_id === query.session.toLowerCase()) &&
  (query.outcome !== 'blocked' || event.outcome === 'blocked') &&
  !query.q;

/** Whether every event of the session is in the list, so that neighbours in it are neighbours in the chain. @param {Query} query */
export const isWholeSession = (query) =>
  Boolean(query.session) && !query.agent && !query.kind && !query.q && query.outcome !== 'blocked';
