// @ts-check
// Pause, and what narrows the stream; all of it in the address.
import { html, icon, live, nothing, watch } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { href, setQuery } from '../core/router.js';
import { fleet } from '../core/store.js';
import { filterSelect } from '../ui/filter-select.js';
import { FAMILIES, REST } from './entry.js';

/** @typedef {Record<string, string>} Query */
/** @typedef {import('./stream-figures.js').Outline} Outline */

/** @type {[value: string, word: string][]} */
const OUTCOMES = [
  ['ok', 'OK'],
  ['blocked', 'Blocked'],
  ['error', 'Error'],
];

/**
 * @param {Query} query
 * @param {boolean} paused
 * @param {import('../../vendor/signals-core.js').Signal<Outline>} outline
 */
export const streamToolbar = (query, paused, outline) => html`<div class="toolbar stream-tools">
  <button type="button" class="btn pause ${paused ? 'primary' : ''}" data-key=" " title="${paused ? 'Resume' : 'Pause'} (space)"
    @click=${() => setQuery({ paused: paused ? null : 1 }, { replace: true })}>${icon(paused ? 'play' : 'pause', undefined, 's')}${
      paused ? 'Resume' : 'Pause'
    }</button>
  ${watch(outline, (/** @type {Outline} */ value) => segments(query.kind ?? '', value.counts))}
  <div class="searchbox" role="search">${icon('search', undefined, 's')}<input type="search" data-hotkey="/" aria-label="Find in the stream"
    placeholder="Agent, tool or session" autocomplete="off" spellcheck="false" maxlength="200" .value=${live(query.q ?? '')}
    @input=${typed} @keydown=${leave} /><kbd class="hide-sm" aria-hidden="true">/</kbd></div>
  ${filterSelect({ label: 'Agent', value: query.agent, choices: agents(query), choose: (agent) => setQuery({ agent }) })}
  ${filterSelect({ label: 'Outcome', value: query.outcome, choices: OUTCOMES, choose: (outcome) => setQuery({ outcome }) })}
</div>`;

/** Each says how many it would show. @param {string} kind @param {Record<string, number>} counts */
function segments(kind, counts) {
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const families = [...FAMILIES, REST];
  const isOwn = kind !== '' && !families.includes(kind);
  return html`<div class="seg" role="group" aria-label="Kind">
    ${segment('All', '', kind, all)}${families.map((family) => segment(family, family, kind, counts[family]))}
    ${isOwn ? segment(kind, kind, kind, null) : nothing}
  </div>`;
}

/** @param {string} word @param {string} value @param {string} kind @param {number | null} n null: nobody counted */
const segment = (word, value, kind, n) => html`<a href=${href({ kind: value })} data-replace aria-current=${
  value === kind ? 'true' : nothing
}><span class="trunc">${word}</span>${n === null ? nothing : html`<span class="num">${count(n)}</span>`}</a>`;

/** @param {Event} event */
const typed = (event) =>
  event.target instanceof HTMLInputElement && setQuery({ q: event.target.value.trim() }, { replace: true });

/** @param {KeyboardEvent} event */
function leave(event) {
  if (event.key === 'Escape' && event.target instanceof HTMLInputElement) {
    event.stopPropagation();
    event.target.blur();
  }
}

/** @param {Query} query @returns {[string, string][]} */
const agents = (query) =>
  [...new Set([...(fleet.value.posture?.agents.map(({ agent_id: id }) => id) ?? []), query.agent])]
    .filter(Boolean)
    .sort()
    .map((id) => [id, id]);
