// @ts-check
// Changes of policies that wait for a second admin, beside what stands there now. Read anew when the log tells of a policy.
import { get } from '../core/api.js';
import { part } from '../core/part.js';
import { on, onRefresh } from '../core/stream.js';
import { said } from './difference.js';

/** Events that come together are one reason to read. */
const GATHER_MS = 150;

/**
 * @typedef {object} Proposal
 * @property {string} proposal_id
 * @property {string} agent_id
 * @property {string} policy_type
 * @property {Record<string, unknown>} policy
 * @property {string | null} version
 * @property {string} reason
 * @property {string} proposed_by
 * @property {string} proposed_by_id
 * @property {string} proposed_at
 * @property {string} expires_at
 */

/** @typedef {Proposal & { before: Record<string, unknown> | null, overtaken: boolean }} Waiting before: null when it could not be read */

/** @typedef {{ second_approver: string[], proposals: Waiting[] }} Proposals */

/** @param {string[]} types of policies */
export function proposalsFeed(types) {
  /** @type {ReturnType<typeof part<Proposals>>} */
  const waiting = part(() => read(types));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {{ kind?: unknown }} event */
  function heard({ kind }) {
    if (typeof kind === 'string' && kind.startsWith('policy.')) {
      clearTimeout(timer);
      timer = setTimeout(waiting.read, GATHER_MS);
    }
  }

  return {
    state: waiting.state,
    read: waiting.read,
    follow() {
      const stops = [on('audit', heard), onRefresh(waiting.read)];
      waiting.read();
      return () => {
        stops.forEach((stop) => stop());
        clearTimeout(timer);
        waiting.clear();
      };
    },
  };
}

/** @param {string[]} types @returns {Promise<Proposals>} */
async function read(types) {
  const { second_approver, proposals } = await get('/api/policy-proposals');
  const ours = proposals.filter((/** @type {Proposal} */ { policy_type }) => types.includes(policy_type));
  return { second_approver, proposals: await Promise.all(ours.map(beside)) };
}

/** @param {Proposal} proposal @returns {Promise<Waiting>} */
async function beside(proposal) {
  try {
    const { policies } = await get(`/api/policies/${encodeURIComponent(proposal.agent_id)}`);
    const row = policies.find((/** @type {any} */ { policy_type }) => policy_type === proposal.policy_type) ?? null;
    return { ...proposal, before: said(row), overtaken: (row?.version ?? null) !== proposal.version };
  } catch {
    return { ...proposal, before: null, overtaken: false };
  }
}
