// @ts-check
// What the stream keeps of an event: enough for its row and for finding it. All of it is read when it is opened.

/** The segments; any other kind is one of the rest. */
export const FAMILIES = ['llm', 'tool', 'scope', 'cost', 'approval'];
export const REST = 'other';

/** Ten thousand are kept, so none may be large. */
const LONGEST = 300;

/**
 * @typedef {object} Entry
 * @property {number} n the number of its arrival; 0 when it was there before
 * @property {string} id
 * @property {string} session
 * @property {string} agent
 * @property {string} kind
 * @property {string} family one of {@link FAMILIES}, or {@link REST}
 * @property {string} outcome
 * @property {string} summary
 * @property {number} seq
 * @property {number} at milliseconds since 1970
 */

/** @param {import('../core/types.js').AuditEvent} event @param {number} [n] @returns {Entry} */
export function entryOf(event, n = 0) {
  const kind = text(event.kind);
  return {
    n,
    id: text(event.event_id),
    session: text(event.session_id),
    agent: text(event.agent_id),
    kind,
    family: familyOf(kind),
    outcome: text(event.outcome),
    summary: text(event.summary),
    seq: Number(event.chain_seq),
    at: Date.parse(event.created_at),
  };
}

/** Half characters, which no address can hold, are shown as such. @param {unknown} value */
const text = (value) => String(value ?? '').slice(0, LONGEST).replace(/\p{Surrogate}/gu, '\uFFFD');

/** @param {string} kind */
function familyOf(kind) {
  const first = kind.split('.', 1)[0];
  return FAMILIES.includes(first) ? first : REST;
}
