// @ts-check
// What the filters of the audit log offer, with how often each occurs where that is known.

/** @typedef {import('../ui/choices.js').Choice} Choice */
/** @typedef {{ total_last_hour: number, per_kind_counts: Record<string, number>, other_kinds: number }} Stats of `/api/events/stats` */

/** Kinds that agents and this console write; one that is in the address or on the page is offered as well. */
const KINDS = [
  'agent.*',
  'agent.halt_acknowledged',
  'agent.halt_enforced',
  'agent.halt_unknown',
  'agent.halted',
  'agent.resumed',
  'approval.*',
  'approval.cancelled',
  'approval.denied',
  'approval.granted',
  'approval.requested',
  'budget.*',
  'budget.check_failed',
  'budget.exceeded',
  'contract.*',
  'contract.post_violation',
  'contract.pre_violation',
  'cost.tracked',
  'loop.detected',
  'scope.*',
  'scope.allowed',
  'scope.violation',
];

/** @type {Choice[]} */
export const OUTCOMES = [
  { value: 'ok', word: 'OK' },
  { value: 'blocked', word: 'Blocked' },
  { value: 'error', word: 'Error' },
];

/** @param {(string | null | undefined)[]} values */
const unique = (values) => [...new Set(values)].filter((value) => typeof value === 'string' && value !== '').sort();

/** @param {{ agent_id: string, event_count: number }[]} fleet @param {(string | undefined)[]} others @returns {Choice[]} */
export function agentChoices(fleet, others) {
  const counts = new Map(fleet.map((agent) => [agent.agent_id, agent.event_count]));
  return unique([...counts.keys(), ...others]).map((id) => ({ value: id ?? '', word: id ?? '', count: counts.get(id ?? '') ?? null }));
}

/** @param {Stats | null} stats @param {(string | undefined)[]} others @returns {Choice[]} */
export const kindChoices = (stats, others) =>
  unique([...KINDS, ...Object.keys(stats?.per_kind_counts ?? {}), ...others]).map((kind) => ({
    value: kind ?? '',
    word: kind ?? '',
    count: stats ? countOf(stats, kind ?? '') : null,
  }));

/** Null where some kinds were too many to be counted by name. @param {Stats} stats @param {string} kind */
function countOf({ per_kind_counts: counts, other_kinds: others }, kind) {
  if (kind in counts) {
    return counts[kind];
  }
  if (others > 0) {
    return null;
  }
  const beginning = kind.endsWith('*') ? kind.slice(0, -1) : null;
  return beginning === null ? 0 : Object.keys(counts).reduce((sum, one) => sum + (one.startsWith(beginning) ? counts[one] : 0), 0);
}

/** @param {(string | null | undefined)[]} models @returns {Choice[]} */
export const modelChoices = (models) => unique(models).map((model) => ({ value: model ?? '', word: model ?? '' }));
