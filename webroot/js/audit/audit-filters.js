// @ts-check
// What narrows the list of events; all of it in the address.
import { html, icon, live, nothing, signal } from '../core/dom.js';
import { setQuery } from '../core/router.js';
import { fleet } from '../core/store.js';
import { FILTERS, FROM_START } from './audit-query.js';
import { exportButtons } from './export-buttons.js';
import { filterSelect } from '../ui/filter-select.js';

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

/** @type {[value: string, word: string][]} */
const OUTCOMES = [
  ['ok', 'OK'],
  ['blocked', 'Blocked'],
  ['error', 'Error'],
];

/** Whether a narrow screen shows them all; a wide one always does. */
const unfolded = signal(false);

/** @typedef {Record<string, string>} Query */

/** @param {Query} query @param {import('../core/types.js').AuditEvent[]} events */
export const auditFilters = (query, events) => html`<div class="toolbar filters">
  ${search(query)}
  ${fold(query)}
  <div class="foldable ${unfolded.value ? 'unfolded' : ''}">
  ${select('Agent', 'agent', query.agent, agents(query, events))}
  ${select('Kind', 'kind', query.kind, kinds(query, events))}
  ${select('Outcome', 'outcome', query.outcome, OUTCOMES)}
  ${select('Model', 'model', query.model, choices([...events.map(({ model }) => model ?? undefined), query.model]))}
  ${moment('From', 'from', query.from)}
  ${moment('To', 'to', query.to)}
  ${exportButtons(query)}
  </div>
</div>`;

/** @param {Query} query */
const fold = (query) => {
  const used = FILTERS.filter((name) => name !== 'q' && query[name]).length;
  return html`<button type="button" class="btn fold" aria-expanded="${unfolded.value}"
    @click=${() => (unfolded.value = !unfolded.value)}>Filters${used ? ` (${used})` : ''}${icon('down', undefined, 's')}</button>`;
};

/** @param {Query} query */
const search = (query) => html`<form class="searchbox" role="search" @submit=${submit}>${icon('search', undefined, 's')}<input
  type="search" name="q" data-hotkey="/" aria-label="Find an event" placeholder="Event id, session id, HMAC or text" autocomplete="off" spellcheck="false"
  maxlength="200" .value=${live(query.q ?? '')} @search=${cleared} @keydown=${leave} /><kbd class="hide-sm" aria-hidden="true">/</kbd></form>`;

/** @param {SubmitEvent} event */
function submit(event) {
  event.preventDefault();
  const text = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get('q');
  setQuery({ q: String(text ?? '').trim(), ...FROM_START });
}

/** The cross inside the field. @param {Event} event */
function cleared(event) {
  if (event.target instanceof HTMLInputElement && event.target.value === '') {
    setQuery({ q: null, ...FROM_START });
  }
}

/** @param {KeyboardEvent} event */
function leave(event) {
  if (event.key === 'Escape' && event.target instanceof HTMLInputElement) {
    event.stopPropagation();
    event.target.blur();
  }
}

/**
 * @param {string} label
 * @param {string} key
 * @param {string | undefined} value
 * @param {[value: string, word: string][]} choices
 */
const select = (label, key, value, choices) =>
  filterSelect({ label, value, choices, choose: (chosen) => setQuery({ [key]: chosen, ...FROM_START }) });

/** A moment in UTC, as it is in the address. @param {string} label @param {'to' | 'from'} key @param {string | undefined} value */
const moment = (label, key, value) => html`<label class="filter ${value ? 'on' : ''}"><span>${label}</span><input
  type="datetime-local" step="1" aria-label="${label}, UTC" title="UTC" .value=${live((value ?? '').replace(/Z$/, ''))}
  @change=${(/** @type {any} */ event) => setQuery({ [key]: utc(event.target.value), ...FROM_START })} /></label>`;

/** @param {string} text as the field has it, with or without seconds */
const utc = (text) => (text ? `${text.length === 16 ? `${text}:00` : text}Z` : null);

/** @param {Query} query @param {import('../core/types.js').AuditEvent[]} events */
const agents = (query, events) =>
  choices([
    ...(fleet.value.posture?.agents.map(({ agent_id: id }) => id) ?? []),
    ...events.map(({ agent_id: id }) => id),
    query.agent,
  ]);

/** @param {Query} query @param {import('../core/types.js').AuditEvent[]} events */
const kinds = (query, events) => choices([...KINDS, ...events.map(({ kind }) => kind), query.kind]);

/** @param {(string | undefined)[]} values @returns {[string, string][]} */
const choices = (values) =>
  [...new Set(values)]
    .filter((value) => value !== undefined)
    .sort()
    .map((value) => [value, value]);

/** Offered where nothing is found. @param {Query} query */
export const clearFilters = (query) =>
  FILTERS.some((name) => query[name])
    ? html`<button type="button" class="btn" @click=${() =>
        setQuery({ ...Object.fromEntries(FILTERS.map((name) => [name, null])), ...FROM_START })}>Clear filters</button>`
    : nothing;
