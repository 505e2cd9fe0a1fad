// @ts-check
// API tokens in words: what a scope lets a script do, and whether a token still opens anything.

/** @typedef {import('./token-list.js').Token} Token */

/** @type {Record<string, string>} */
const SCOPES = {
  read: 'Read what its owner may read',
  verify: 'Verify events, sessions and the whole log',
  'approvals.decide': 'Grant, deny and hand on approvals',
  'agents.halt': 'Halt agents; not resume them',
  'policies.edit': 'Change policies of agents',
};

/** @param {string} scope */
export const scopeWords = (scope) => SCOPES[scope] ?? 'Not known to this version of the page';

/** What a token of somebody can be made for. @param {string[]} permissions */
export const scopesFor = (permissions) => Object.keys(SCOPES).filter((scope) => permissions.includes(scope));

/** @param {Token} token @param {number} now @returns {'valid' | 'revoked' | 'expired'} */
export const tokenState = ({ revoked_at: revoked, expires_at: end }, now) =>
  revoked ? 'revoked' : Date.parse(end) <= now ? 'expired' : 'valid';

/** As long as a token may last. @type {[days: number, words: string][]} */
export const LASTS = [
  [1, '1 day'],
  [7, '7 days'],
  [30, '30 days'],
  [90, '90 days'],
  [365, '1 year'],
];
