// @ts-check
// What of the stream an address asks to see. It narrows what is kept here; the server is not asked.
import { FAMILIES, REST } from './entry.js';

/** @typedef {import('./entry.js').Entry} Entry */

/**
 * @typedef {object} Filter
 * @property {string} agent
 * @property {string} kind a family (`tool`), the rest (`other`), a kind (`scope.violation`) or a beginning (`budget.*`)
 * @property {string} outcome
 * @property {string} q in small letters
 */

/** As the address calls what narrows the list. */
export const NARROWS = ['agent', 'kind', 'outcome', 'q'];

/** @param {Record<string, string>} query @returns {Filter} */
export const filterOf = (query) => ({
  agent: query.agent ?? '',
  kind: query.kind ?? '',
  outcome: query.outcome ?? '',
  q: (query.q ?? '').trim().toLowerCase(),
});

/** @param {Record<string, string>} query */
export const isNarrowed = (query) => NARROWS.some((name) => query[name]);

/** Everything but the kind: the segments count what each of them would show. @param {Entry} entry @param {Filter} filter */
export const matchesBesidesKind = (entry, { agent, outcome, q }) =>
  (agent === '' || entry.agent === agent) &&
  (outcome === '' || entry.outcome === outcome) &&
  (q === '' || isIn(entry, q));

/** @param {Entry} entry @param {string} q */
const isIn = ({ agent, kind, summary, session, id }, q) =>
  [agent, kind, summary, session, id].some((part) => part.toLowerCase().includes(q));

/** @param {Entry} entry @param {string} wanted */
export function isOfKind({ kind, family }, wanted) {
  if (wanted === '' || wanted === kind) {
    return true;
  }
  if (wanted === REST || FAMILIES.includes(wanted)) {
    return family === wanted;
  }
  return wanted.endsWith('.*') && kind.startsWith(wanted.slice(0, -1));
}

/** The same question to the audit log, which knows what is not kept here. @param {Record<string, string>} query */
export const toAuditLog = ({ agent, kind, outcome, q }) => ({
  agent,
  kind: kind && FAMILIES.includes(kind) ? `${kind}.*` : kind === REST ? null : kind,
  outcome,
  q,
});
