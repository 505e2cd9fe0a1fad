// @ts-check
// What the share of agents with a wrapped client means, or why nobody knows it.
import { percent } from '../core/fmt.js';

/** @type {Record<string, string>} */
const REASONS = {
  no_scope_policies_registered: 'not known: no agent has a scope policy',
  registry_missing: 'not known: the registry of wrapped clients is missing',
  too_slow: 'not known: it could not be counted in time',
};

/** @param {number | null} share of one @param {string} reason */
export const percentWords = (share, reason) => (typeof share === 'number' ? percent(share) : (REASONS[reason] ?? 'not known'));

/** Why there is no share, as a sentence; empty where there is one. @param {string} reason */
export function whyNot(reason) {
  switch (reason) {
    case 'ok':
      return '';
    case 'no_scope_policies_registered':
      return 'No agent has registered a scope policy, so there is nothing that a share could be of.';
    case 'registry_missing':
      return 'The registry of wrapped clients is missing in this database: run the migrations. Until then nobody knows whose calls of models are recorded.';
    default:
      return 'The share could not be counted.';
  }
}

/** The shape of the coverage: every blind spot is worth a look, and what is not known is not fine. @param {{ coverage_pct: number | null, unwrapped_agents_seen_in_audit: string[] }} coverage */
export const coverageShape = ({ coverage_pct: share, unwrapped_agents_seen_in_audit: blind }) =>
  blind.length > 0 ? 'warn' : typeof share === 'number' ? 'pass' : 'none';

/** What an empty list of blind spots means: nobody is one where nobody wrote. @param {number | null} active agents with a client that was seen */
export function noBlindSpot(active) {
  if (active === null) {
    return 'Not known: no wrapped client could be looked for.';
  }
  return active > 0 ? 'None: whoever wrote has a wrapped client.' : 'No agent wrote, and no wrapped client was seen.';
}
