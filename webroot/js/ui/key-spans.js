// @ts-check
// Where keys lie on a line of sequence numbers, from the first event to the newest.

/**
 * @typedef {object} ChainKey
 * @property {number} version
 * @property {string} fingerprint 16 digits
 * @property {'active' | 'retired' | 'unavailable'} status
 * @property {number | null} activated_seq
 * @property {string | null} [activated_at]
 * @property {number | null} [retired_seq]
 * @property {string | null} [retired_at]
 */

/**
 * @typedef {object} AgentKey
 * @property {string} fingerprint
 * @property {string} agent_id
 * @property {number | null} activated_seq
 * @property {number | null} [revoked_seq]
 * @property {string | null} [revoked_reason]
 */

/** @typedef {{ fingerprint: string, since: string | null }} MarksKey */

/** @typedef {{ chain_keys: ChainKey[], agent_keys: AgentKey[], marks_key: MarksKey | null }} Keys */

/** @typedef {'active' | 'retired' | 'unavailable' | 'revoked'} KeyState */

/**
 * One key on the line; x and width are shares of one.
 *
 * @typedef {object} Span
 * @property {string} label
 * @property {string} fingerprint
 * @property {'chain' | 'agent'} of
 * @property {KeyState} state
 * @property {number} from
 * @property {number | null} to null: still in use
 * @property {number} x
 * @property {number} width
 */

/** Narrower could not be seen. */
const LEAST = 0.012;

/** The highest number that any key or event names. @param {Keys} keys @param {number} newest event known */
export const lastSeq = ({ chain_keys: chain, agent_keys: agents }, newest) =>
  Math.max(
    1,
    newest,
    ...chain.flatMap(({ activated_seq: from, retired_seq: to }) => [from ?? 0, to ?? 0]),
    ...agents.flatMap(({ activated_seq: from, revoked_seq: to }) => [from ?? 0, to ?? 0]),
  );

/** @param {Keys} keys @param {number} last the line's end @returns {Span[]} chain keys first, each kind oldest first */
export function spans(keys, last) {
  const chain = [...keys.chain_keys]
    .sort((a, b) => a.version - b.version)
    .map((key) => span({ ...key, label: `Chain key ${key.version}`, of: 'chain', state: key.status, to: key.retired_seq ?? null }, last));
  const agents = [...keys.agent_keys]
    .sort((a, b) => (a.activated_seq ?? 0) - (b.activated_seq ?? 0))
    .map((key) => span({ ...key, label: key.agent_id, of: 'agent', state: stateOf(key), to: key.revoked_seq ?? null }, last));
  return [...chain, ...agents];
}

/** @param {AgentKey} key @returns {KeyState} */
export const stateOf = ({ revoked_seq: seq, revoked_reason: reason }) =>
  (seq === null || seq === undefined) && !reason ? 'active' : 'revoked';

/**
 * @param {{ label: string, fingerprint: string, of: 'chain' | 'agent', state: KeyState, activated_seq: number | null, to: number | null }} key
 * @param {number} last
 * @returns {Span}
 */
function span({ label, fingerprint, of, state, activated_seq: begun, to }, last) {
  const from = Math.max(0, begun ?? 0);
  const x = Math.min(1 - LEAST, from / last);
  const end = Math.min(1, (to ?? last) / last);
  return { label, fingerprint, of, state, from, to, x, width: Math.max(LEAST, end - x) };
}
