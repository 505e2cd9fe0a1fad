// @ts-check
// Where keys lie on a line of sequence numbers, from the first event to the newest.

/**
 * A key of the audit chain.
 *
 * @typedef {object} ChainKey
 * @property {number} version
 * @property {string} fingerprint 16 digits
 * @property {'active' | 'retired' | 'unavailable'} status unavailable: this console does not have it
 * @property {number} activated_seq the first event that it signs
 * @property {string | null} activated_at null while the chain was never rotated
 * @property {number | null} retired_seq the first event that it signs no more; null while it is active
 * @property {string | null} retired_at
 * @property {boolean} current whether this console signs with it
 */

/**
 * A public key of an agent, with its earliest revocation.
 *
 * @typedef {object} AgentKey
 * @property {string} fingerprint 32 digits
 * @property {string | null} agent_id null when it was only revoked
 * @property {number | null} activated_seq
 * @property {string | null} imported_at
 * @property {number | null} revoked_seq the first event at which it counts no more
 * @property {string | null} revoked_reason
 * @property {string | null} revoked_by
 * @property {string | null} revoked_at
 */

/** @typedef {{ fingerprint: string, first_head: number, since: string }} MarksKey */

/**
 * `/api/keys`; every list is newest first.
 *
 * @typedef {object} Keys
 * @property {ChainKey[]} chain_keys
 * @property {AgentKey[]} agent_keys
 * @property {MarksKey | null} marks_key
 * @property {MarksKey[]} earlier_marks_keys
 * @property {string | null} [next_key] 16 digits of the key of the chain that lies ready to follow
 * @property {boolean} complete whether nothing was left out
 */

/** @typedef {'active' | 'retired' | 'unavailable' | 'revoked'} KeyState */

/**
 * One key on the line; x and width are shares of one.
 *
 * @typedef {object} Span
 * @property {string} label
 * @property {'chain' | 'agent'} of
 * @property {KeyState} state
 * @property {number} x
 * @property {number} width
 */

/** Narrower could not be seen. */
const LEAST = 0.012;

/** @param {AgentKey} key @returns {KeyState} */
export const agentState = ({ revoked_seq: revoked }) => (revoked === null ? 'active' : 'revoked');

/** The highest number that any key or event names. @param {Keys} keys @param {number} newest event known */
export const lastSeq = ({ chain_keys: chain, agent_keys: agents }, newest) =>
  Math.max(
    1,
    newest,
    ...chain.flatMap(({ activated_seq: from, retired_seq: to }) => [from, to ?? 0]),
    ...agents.flatMap(({ activated_seq: from, revoked_seq: to }) => [from ?? 0, to ?? 0]),
  );

/** @param {Keys} keys @param {number} last the line's end @returns {Span[]} chain keys first, each kind oldest first */
export function spans({ chain_keys: chain, agent_keys: agents }, last) {
  const place = placeOn(last);
  return [
    ...[...chain].reverse().map((key) => ({
      label: `Chain key ${key.version}`,
      of: /** @type {const} */ ('chain'),
      state: key.status,
      ...place(key.activated_seq, key.retired_seq),
    })),
    ...[...agents].reverse().map((key) => ({
      label: key.agent_id ?? 'not named',
      of: /** @type {const} */ ('agent'),
      state: agentState(key),
      ...place(key.activated_seq, key.revoked_seq),
    })),
  ];
}

/** @param {number} last @returns {(from: number | null, to: number | null) => { x: number, width: number }} */
const placeOn = (last) => (from, to) => {
  const x = Math.min(1 - LEAST, Math.max(0, from ?? 0) / last);
  return { x, width: Math.max(LEAST, Math.min(1, (to ?? last) / last) - x) };
};
