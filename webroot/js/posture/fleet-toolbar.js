// @ts-check
// Which agents are shown and how; all of it in the address.
import { html, icon, live, nothing } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { href, setQuery } from '../core/router.js';
import { patternOf } from '../halt/pattern.js';

/** @typedef {import('../core/types.js').Agent} Agent */

/** @type {[value: string, word: string][]} */
const FILTERS = [
  ['', 'All'],
  ['fail', 'Failing'],
  ['halted', 'Halted'],
  ['warn', 'Warning'],
  ['pass', 'Healthy'],
];

/**
 * The agents that a query asks for.
 *
 * @param {Agent[]} agents
 * @param {Record<string, string>} query
 */
export function narrowed(agents, { show = '', q = '' }) {
  const text = q.trim().toLowerCase();
  return agents.filter(
    (agent) => (!show || agent.status === show) && (!text || agent.agent_id.toLowerCase().includes(text)),
  );
}

/**
 * @param {import('../core/types.js').Posture} posture
 * @param {Record<string, string>} query
 * @param {boolean} admin
 */
export const fleetToolbar = ({ agents }, query, admin) => html`<div class="toolbar">
  <div class="seg" role="group" aria-label="Show agents">${FILTERS.map(([value, word]) => filter(agents, query, value, word))}</div>
  <label class="searchbox hide-sm">${icon('search', undefined, 's')}<span class="sr">Find an agent</span><input type="search"
    data-hotkey="/" placeholder="Find an agent" autocomplete="off" spellcheck="false" .value=${live(query.q ?? '')}
    @input=${(/** @type {any} */ event) => setQuery({ q: event.target.value }, { replace: true })}
    @keydown=${leave} /><kbd aria-hidden="true">/</kbd></label>
  ${admin ? haltMany(query, 'hide-sm') : nothing}
  <div class="seg end hide-sm" role="group" aria-label="View">
    <a href=${href({ view: null })} data-replace aria-current=${query.view === 'matrix' ? nothing : 'true'}>${icon('grid', undefined, 's')}Cards</a>
    <a href=${href({ view: 'matrix' })} data-replace aria-current=${query.view === 'matrix' ? 'true' : nothing}>${icon('table', undefined, 's')}Matrix</a>
  </div>
</div>${admin ? html`<div class="toolbar only-sm">${haltMany(query, '')}</div>` : nothing}`;

/** Present for admins only, for what the search shows. @param {Record<string, string>} query @param {string} where */
const haltMany = (query, where) => html`<button type="button" class="btn quiet halt ${where}" aria-haspopup="dialog"
  @click=${() => setQuery({ halts: patternOf(query) })}>${icon('halt', undefined, 's')}Halt many…</button>`;

/** @param {Agent[]} agents @param {Record<string, string>} query @param {string} value @param {string} word */
const filter = (agents, query, value, word) => html`<a href=${href({ show: value })} data-replace
  aria-current=${(query.show ?? '') === value ? 'true' : nothing}>${word}<span class="num">${count(
    value === '' ? agents.length : agents.filter(({ status }) => status === value).length,
  )}</span></a>`;

/** @param {KeyboardEvent} event */
function leave(event) {
  if (event.key === 'Escape' && event.target instanceof HTMLInputElement) {
    setQuery({ q: null }, { replace: true });
    event.target.blur();
  }
}
