// @ts-check
// What a new event does to the list of sessions.

/**
 * What one agent wrote in one session.
 *
 * @typedef {object} Session
 * @property {string} session_id
 * @property {number} events
 * @property {number} blocked
 * @property {number} errors
 * @property {string} first_at
 * @property {string} last_at
 * @property {number} last_seq
 * @property {string} last_event_id
 * @property {string} last_kind
 * @property {{ state: string, headline: string | null, sentence: string | null, checked_at: string | null }} proof of the whole session
 */

/** @typedef {{ agent_id: string, sessions: Session[], looked: number, complete: boolean }} Sessions the latest first */

const UNREAD = { state: 'unknown', headline: null, sentence: null, checked_at: null };

/**
 * The list with one more event; what was verified before it says nothing of it, what was damaged stays so.
 *
 * @param {Sessions} known
 * @param {import('../core/types.js').AuditEvent} event
 * @returns {Sessions}
 */
export function withEvent(known, event) {
  const before = known.sessions.find(({ session_id: id }) => id === event.session_id);
  if (before && event.chain_seq <= before.last_seq) {
    return known; // it is counted, or was late: the next reading counts it
  }
  const after = before ? extended(before, event) : begun(event);
  const others = known.sessions.filter((session) => session !== before);
  return { ...known, looked: known.looked + 1, sessions: [after, ...others] };
}

/** @param {Session} session @param {import('../core/types.js').AuditEvent} event @returns {Session} */
const extended = (session, event) => ({
  ...session,
  ...last(event),
  events: session.events + 1,
  blocked: session.blocked + Number(event.outcome === 'blocked'),
  errors: session.errors + Number(event.outcome === 'error'),
  proof: session.proof.state === 'verified' ? UNREAD : session.proof,
});

/** @param {import('../core/types.js').AuditEvent} event @returns {Session} */
const begun = (event) => ({
  session_id: event.session_id,
  ...last(event),
  events: 1,
  blocked: Number(event.outcome === 'blocked'),
  errors: Number(event.outcome === 'error'),
  first_at: event.created_at,
  proof: UNREAD,
});

/** @param {import('../core/types.js').AuditEvent} event */
const last = (event) => ({
  last_at: event.created_at,
  last_seq: event.chain_seq,
  last_event_id: event.event_id,
  last_kind: event.kind,
});
