// @ts-check
// What a section of the report counted, in words. Nothing is added up here: the figures are the server's.

/** @typedef {'number' | 'share' | 'moment' | 'text' | 'unknown'} Sort */
/** @typedef {{ name: string, label: string, sort: Sort, value: any, kind: string | null, tab: string | null }} Fact */

/** @type {Record<string, string>} */
const LABELS = {
  first_event_at: 'First event',
  last_event_at: 'Last event',
  signed_events: 'Signed by agents',
  degraded_start_markers: 'Starts while the store was down',
  agents_without_wrapper: 'Agents without a wrapped client',
  policy_changes_in_the_console: 'Policy changes in the console',
  policy_changes_outside: 'Policy changes outside',
  policy_history_since: 'Policy history since',
  events_with_input_hash: 'Events with an input hash',
  events_with_output_hash: 'Events with an output hash',
  share_with_input_hash: 'Share with an input hash',
  decisions_without_a_name: 'Decisions without a name',
  days: 'Days kept',
  logged_since: 'Logged since',
  first_chain_seq: 'First sequence number',
  halts_enforced: 'Refusals by a halt',
  halts_unknown: 'Halts that could not be read',
  halts_unacknowledged: 'Halts nobody acknowledged',
};

/** The kinds of events that a count is of, as a filter of the audit log takes them. @type {Record<string, string>} */
const KINDS = {
  degraded_start_markers: 'chain.degraded_start',
  scope_violations: 'scope.violation',
  budgets_exceeded: 'budget.exceeded',
  budget_checks_failed: 'budget.check_failed',
  loops_detected: 'loop.detected',
  contract_violations: 'contract.pre_violation,contract.post_violation',
  halts: 'agent.halted,agent.killed',
  key_rotations: 'audit.chain_key_rotation',
  model_calls: 'llm.call',
  model_errors: 'llm.error',
  tool_calls: 'tool.call',
  corrections: 'audit.correction',
  halt_acknowledgements: 'agent.halt_acknowledged',
  halts_enforced: 'agent.halt_enforced',
  halts_unknown: 'agent.halt_unknown',
  resumes: 'agent.resumed',
};

/** @type {Record<string, string>} */
const TABS = { agents_without_wrapper: 'coverage', policy_changes_in_the_console: 'policies', policy_changes_outside: 'policies' };

/** @param {string} name as the API has it */
export const labelOf = (name) => LABELS[name] ?? sentenceCase(name.replaceAll('_', ' '));

/** @param {string} words */
const sentenceCase = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** @param {string} name @param {unknown} value @returns {Sort} */
function sortOf(name, value) {
  if (value === null || value === undefined) {
    return 'unknown';
  }
  if (typeof value === 'number') {
    return name.startsWith('share_') ? 'share' : 'number';
  }
  return /(_at|_since)$/.test(name) && !Number.isNaN(Date.parse(String(value))) ? 'moment' : 'text';
}

/** @param {Record<string, unknown>} data @returns {Fact[]} */
export const factsOf = (data) =>
  Object.entries(data).map(([name, value]) => ({
    name,
    label: labelOf(name),
    sort: sortOf(name, value),
    value,
    kind: typeof value === 'number' && value > 0 ? (KINDS[name] ?? null) : null,
    tab: typeof value === 'number' && value > 0 ? (TABS[name] ?? null) : null,
  }));

/** @typedef {{ article: string, title: string, state: string, data: Record<string, unknown>, missing: string[] }} Section */

/** What is asked of few systems only stands apart. @param {Section} section */
const isOfFew = ({ article }) => article.startsWith('12(3)');

/**
 * The sections in their order, those that are asked of few systems only together.
 *
 * @param {Section[]} sections
 * @returns {{ few: boolean, sections: Section[] }[]}
 */
export function grouped(sections) {
  /** @type {{ few: boolean, sections: Section[] }[]} */
  const groups = [];
  for (const section of sections) {
    const last = groups[groups.length - 1];
    if (last?.few === isOfFew(section)) {
      last.sections.push(section);
    } else {
      groups.push({ few: isOfFew(section), sections: [section] });
    }
  }
  return groups;
}

/** @type {Record<string, [shape: import('../ui/glyph.js').Shape, word: string]>} */
const STATES = {
  evidence: ['pass', 'Evidence'],
  partial: ['warn', 'Partial'],
  none: ['none', 'No evidence'],
};

/** A state that this page does not know is told as it is. @param {string} state @returns {[import('../ui/glyph.js').Shape, string]} */
export const stateOf = (state) => STATES[state] ?? ['warn', state];

/** How many sections are in which state, in words. @param {Section[]} sections */
export const tally = (sections) =>
  Object.keys(STATES)
    .map((state) => [state, sections.filter((one) => one.state === state).length])
    .filter(([, n]) => n)
    .map(([state, n]) => `${n} ${STATES[state][1].toLowerCase()}`)
    .join(' · ');
