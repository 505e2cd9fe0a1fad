// @ts-check
// What narrows the list of events; all of it in the address.
import { html, icon, live, nothing, signal } from '../core/dom.js';
import { reading } from '../core/reading.js';
import { setQuery } from '../core/router.js';
import { fleet } from '../core/store.js';
import { pickLists } from '../ui/pick-list.js';
import { FILTERS, FROM_START } from './audit-query.js';
import { exportButtons } from './export-buttons.js';
import { OUTCOMES, agentChoices, kindChoices, modelChoices } from './filter-choices.js';
import { timeFilter } from './time-filter.js';

/** @typedef {Record<string, string>} Query */
/** @typedef {import('../core/types.js').AuditEvent[]} Events */

export function auditFilters() {
  const lists = pickLists();
  const time = timeFilter();
  const stats = reading();
  /** Whether a narrow screen shows them all; a wide one always does. */
  const unfolded = signal(false);

  /** @param {Query} query @param {Events} events that are shown */
  function all(query, events) {
    return [
      filter('agent', 'Agent', query, agentChoices(fleet.value.posture?.agents ?? [], [...events.map(({ agent_id: id }) => id), query.agent]), {
        counts: 'Events of each, where known.',
        free: true,
      }),
      filter('kind', 'Kind', query, kindChoices(stats.read.value.known, [...events.map(({ kind }) => kind), query.kind]), {
        counts: stats.read.value.known ? 'Events of the last hour.' : undefined,
        free: true,
      }),
      filter('outcome', 'Outcome', query, OUTCOMES),
      filter('model', 'Model', query, modelChoices([...events.map(({ model }) => model), query.model]), { free: true }),
      time.filter(query),
    ];
  }

  return {
    /** How often kinds occur; without it they are offered all the same. */
    start: () => stats.ask('/api/events/stats'),
    stop: stats.stop,
    /** @param {Query} query @param {Events} events */
    view: (query, events) => html`<div class="toolbar filters">
      ${search(query)}
      ${fold(query)}
      <div class="foldable ${unfolded.value ? 'unfolded' : ''}">
      ${all(query, events).map(lists.view)}${time.fields(query)}
      ${exportButtons(query)}
      </div>
    </div>`,
  };

  /** @param {Query} query */
  function fold(query) {
    const used = FILTERS.filter((name) => name !== 'q' && query[name]).length;
    return html`<button type="button" class="btn fold" aria-expanded="${unfolded.value}"
      @click=${() => (unfolded.value = !unfolded.value)}>Filters${used ? ` (${used})` : ''}${icon('down', undefined, 's')}</button>`;
  }
}

/**
 * @param {string} name
 * @param {string} label
 * @param {Query} query
 * @param {import('../ui/choices.js').Choice[]} choices
 * @param {{ counts?: string, free?: boolean }} [more]
 * @returns {import('../ui/pick-list.js').Filter}
 */
const filter = (name, label, query, choices, more = {}) => ({
  name,
  label,
  value: query[name],
  choices,
  ...more,
  pick: (value) => setQuery({ [name]: value || null, ...FROM_START }),
});

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

/** Offered where nothing is found. @param {Query} query */
export const clearFilters = (query) =>
  FILTERS.some((name) => query[name])
    ? html`<button type="button" class="btn" @click=${() =>
        setQuery({ ...Object.fromEntries(FILTERS.map((name) => [name, null])), ...FROM_START })}>Clear filters</button>`
    : nothing;
