// @ts-check
// The way to what an agent did before it asked: its session, up to the event with which it asked.
import { get } from '../core/api.js';
import { go, url } from '../core/router.js';

/** @typedef {import('../core/types.js').Approval} Approval */

/** The event is written right after the request; clocks may differ a little. */
const BEFORE_MS = 60_000;
const AFTER_MS = 300_000;

/** What is looked through for it. @param {Approval} approval */
export const lookFor = ({ agent_id: agent, created_at: at }) => ({
  agent_id: agent,
  kind: 'approval.requested',
  from: new Date(Date.parse(at) - BEFORE_MS).toISOString(),
  to: new Date(Date.parse(at) + AFTER_MS).toISOString(),
  order: 'asc',
  limit: 100,
});

/** @param {import('../core/types.js').AuditEvent[]} events @param {Approval} approval */
export const eventOf = (events, { request_id: id }) =>
  events.find(({ metadata }) => /** @type {any} */ (metadata)?.request_id === id) ?? null;

/** Where one looks by oneself: what the agent did up to then. @param {Approval} approval */
export const fallback = ({ agent_id: agent, created_at: at }) =>
  url('/audit', { agent, to: `${new Date(Date.parse(at) + 1000).toISOString().slice(0, 19)}Z` });

/** The session, with the event open and what came before it. @param {import('../core/types.js').AuditEvent} event */
export const placeOf = ({ event_id: id, session_id: session, chain_seq: seq }) => ({ session, event: id, before: seq + 1 });

/** A plain click goes to the very event; a new tab shows what the agent did up to then. @param {MouseEvent} event @param {Approval} approval */
export async function follow(event, approval) {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  event.preventDefault();
  const from = location.href;
  const found = await get('/api/events', lookFor(approval)).then(
    (events) => eventOf(events, approval),
    () => null,
  );
  if (location.href !== from) {
    return; // the visitor went on meanwhile
  }
  if (found) {
    go('/audit', placeOf(found));
  } else {
    const [path, search] = fallback(approval).split('?');
    go(path, Object.fromEntries(new URLSearchParams(search)));
  }
}
