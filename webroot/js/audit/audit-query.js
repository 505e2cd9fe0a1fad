// @ts-check
// What an address of the audit page asks of the API, and where its pages lie. Pages are cut by sequence number, so a
// page stays the same while events arrive.

/** @typedef {import('../core/types.js').AuditEvent} AuditEvent */
/** @typedef {Record<string, string>} Query */

export const SIZES = [25, 50, 100];
const USUAL_SIZE = 50;

/** Taken out of the address when the list becomes another one. */
export const FROM_START = { before: null, after: null, cursor: null, event: null };

/** The top of the list, whichever way it was left. */
export const TOP = { before: null, after: null, cursor: null };

/** What narrows the list, as the address calls it. */
export const FILTERS = ['agent', 'kind', 'outcome', 'model', 'q', 'to', 'from'];
const OUTCOMES = ['ok', 'blocked', 'error'];

/**
 * A page to ask for.
 *
 * @typedef {object} Wanted
 * @property {string} path `/api/v2/events`, or `/api/events` where the address names a sequence number to begin at
 * @property {Record<string, string | number | null>} params
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
  const filters = filtersOf(query);
  if (before === null && after === null) {
    const cursor = query.cursor || null;
    const order = ascending ? 'asc' : 'desc';
    const params = { ...filters, order, cursor, size: sizeOf(query.size) };
    return { path: '/api/v2/events', params, ascending, reversed: false, first: cursor === null };
  }
  const reads = before !== null ? 'desc' : after !== null ? 'asc' : ascending ? 'asc' : 'desc';
  return {
    path: '/api/events',
    params: { ...filters, order: reads, before, after, limit: sizeOf(query.size) },
    ascending,
    reversed: (reads === 'asc') !== ascending,
    first: false,
  };
}

/** The filters as the API names them, for lists and for exports. @param {Query} query */
export const filtersOf = (query) => ({
  agent_id: query.agent ?? null,
  kind: query.kind ?? null,
  session_id: query.session ?? null,
  outcome: OUTCOMES.includes(query.outcome) ? query.outcome : null,
  model: query.model ?? null,
  from: query.from ?? null,
  to: query.to ?? null,
  q: query.q?.trim() || null,
});

/** The filters as the body of an export has them. @param {Record<string, string>} query */
export function bodyOf(query) {
  const { kind, ...rest } = filtersOf(query);
  return { ...rest, kind: kind ? kind.split(',') : null };
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
 * @property {{ count: number, exact: boolean } | null} total null when nobody counted
 * @property {Searched | null} searched how far a search looked
 * @property {boolean} overshot whether it was asked for from below and the top is reached
 */

/** @typedef {{ from_seq: number | null, to_seq: number | null, rows: number, complete: boolean }} Searched */

/** A page of `/api/v2/events`. @param {any} answer @returns {Shown} */
export const paged = (answer) => ({
  events: answer.events,
  onward: at(answer.next_cursor),
  back: at(answer.previous_cursor),
  total: answer.total,
  searched: answer.searched,
  overshot: false,
});

/** @param {string | null} cursor */
const at = (cursor) => (cursor ? { cursor, before: null, after: null } : null);

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
    total: null,
    searched: null,
    onward: isOnward ? { [down]: bottom.chain_seq, [up]: null, cursor: null } : null,
    back: isBack ? { [up]: top.chain_seq, [down]: null, cursor: null } : null,
    overshot: ask.reversed && !more,
  };
}

/** Whether a new event belongs to what an address shows. @param {AuditEvent} event @param {Query} query */
export const belongs = (event, query) =>
  (!query.agent || event.agent_id === query.agent) &&
  (!query.kind || query.kind.split(',').some((kind) => isOfKind(event.kind, kind.trim()))) &&
  (!query.session || event.session_id === query.session.toLowerCase()) &&
  (!OUTCOMES.includes(query.outcome) || event.outcome === query.outcome) &&
  (!query.model || event.model === query.model) &&
  (!query.from || Date.parse(event.created_at) >= Date.parse(query.from)) &&
  (!query.to || Date.parse(event.created_at) < Date.parse(query.to)) &&
  !query.q;

/** @param {string} kind @param {string} wanted */
const isOfKind = (kind, wanted) => (wanted.endsWith('*') ? kind.startsWith(wanted.slice(0, -1)) : kind === wanted);

/** Whether every event of the session is in the list, so that neighbours in it are neighbours in the chain. @param {Query} query */
export const isWholeSession = (query) =>
  Boolean(query.session) && FILTERS.every((name) => !query[name]);
