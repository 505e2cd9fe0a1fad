// @ts-check
// Where keys lie on a line of sequence numbers, from the first event to the newest.

/**
 * A key of the audit chain.
 *
 * @typedef {object} ChainKey
 * @property {number | null} version null while the chain was never rotated
 * @property {string} fingerprint 16 digits
 * @property {number} activated_at_seq the first event that it signs
 * @property {string | null} activated_at
 * @property {number | null} retired_at_seq the first event that it signs no more; null while it is active
 * @property {string | null} retired_at
 * @property {'active' | 'retired'} state
 * @property {boolean} available whether this console has it
 * @property {boolean} current whether this console signs with it
 */

/**
 * A public key of an agent.
 *
 * @typedef {object} AgentKey
 * @property {string} fingerprint 32 digits
 * @property {string | null} agent_id null when it was only revoked
 * @property {number | null} activated_at_seq
 * @property {string | null} imported_at
 * @property {{ at_seq: number, reason: string, by: string, at: string } | null} revocation
 */

/** @typedef {{ fingerprint: string, first_head: number, since: string }} MarksKey */

/**
 * `/api/keys`; every list is newest first.
 *
 * @typedef {object} Keys
 * @property {ChainKey[]} chain
 * @property {AgentKey[]} agents
 * @property {MarksKey[]} marks
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

/** What one does not have matters more than whether it is still in use. @param {ChainKey} key @returns {KeyState} */
export const chainState = ({ state, available }) => (available ? state : 'unavailable');

/** @param {AgentKey} key @returns {KeyState} */
export const agentState = ({ revocation }) => (revocation ? 'revoked' : 'active');

/** @param {ChainKey} key */
export const chainName = ({ version }) => (version === null ? 'Chain key' : `Chain key ${version}`);

/** The highest number that any key or event names. @param {Keys} keys @param {number} newest event known */
export const lastSeq = ({ chain, agents }, newest) =>
  Math.max(
    1,
    newest,
    ...chain.flatMap(({ activated_at_seq: from, retired_at_seq: to }) => [from, to ?? 0]),
    ...agents.flatMap(({ activated_at_seq: from, revocation }) => [from ?? 0, revocation?.at_seq ?? 0]),
  );

/** @param {Keys} keys @param {number} last the line's end @returns {Span[]} chain keys first, each kind oldest first */
export function spans({ chain, agents }, last) {
  const place = placeOn(last);
  return [
    ...[...chain]
      .reverse()
      .map((key) => ({ label: chainName(key), of: /** @type {const} */ ('chain'), state: chainState(key), ...place(key.activated_at_seq, key.retired_at_seq) })),
    ...[...agents].reverse().map((key) => ({
      label: key.agent_id ?? 'not named',
      of: /** @type {const} */ ('agent'),
      state: agentState(key),
      ...place(key.activated_at_seq, key.revocation?.at_seq ?? null),
    })),
  ];
}

/** @param {number} last @returns {(from: number | null, to: number | null) => { x: number, width: number }} */
const placeOn = (last) => (from, to) => {
  const x = Math.min(1 - LEAST, Math.max(0, from ?? 0) / last);
  return { x, width: Math.max(LEAST, Math.min(1, (to ?? last) / last) - x) };
};
