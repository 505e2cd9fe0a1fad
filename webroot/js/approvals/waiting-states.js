// @ts-check
// The queue before, without and instead of its cards. Not being allowed to look is no empty queue.
import { html, icon, nothing } from '../core/dom.js';
import { sentence } from '../core/fmt.js';
import { fleet, me } from '../core/store.js';
import { clearFilters } from './approval-filters.js';
import { narrowed } from './narrowed.js';
import { waitingWords } from './approval-view.js';
import { empty, failure } from '../ui/states.js';

/**
 * @param {import('./approvals-feed.js').Read<import('./request-cards.js').Card>} cards
 * @param {() => void} retry
 * @param {(cards: import('./request-cards.js').Card[]) => unknown} list
 * @param {Record<string, string>} query
 */
export function waiting({ items, error }, retry, list, query) {
  if (error?.status === 403) {
    return forbidden();
  }
  if (error) {
    return html`<div class="card">${failure({ title: 'Pending approvals cannot be read', error, retry, body: html`${
      sentence(error.message)
    } Agents go on waiting at their gates; nothing is granted or denied by itself.` })}</div>`;
  }
  if (!items) {
    return html`<div class="col gap12" aria-busy="true"><span class="sr">Loading</span>${[1, 2, 3].map(
      () => html`<div class="card req-sk"><span class="sk sk-v"></span><span class="sk sk-b"></span></div>`,
    )}</div>`;
  }
  const shown = narrowed(items, query);
  if (items.length > 0 && shown.length === 0) {
    return html`<div class="card">${empty('No request matches', `${waitingWords(items.length)}.`, html`<button type="button" class="btn"
      @click=${clearFilters}>Clear filters</button>`)}</div>`;
  }
  return items.length === 0
    ? html`<div class="card">${empty('Nothing is waiting', 'When an agent reaches a gate it pauses and appears here.')}</div>`
    : list(shown);
}

function forbidden() {
  const { posture, error } = fleet.value;
  const pending = posture && !error ? posture.totals.pending_approvals : null;
  return html`<div class="card"><div class="empty"><span class="big-i">${icon('lock')}</span>
    <h2>Your role cannot see pending approvals</h2>
    <p class="narrow">You are signed in as ${me.value?.role ?? 'somebody'}. Seeing and deciding what waits needs the role admin.</p>
    ${pending === null ? nothing : html`<p class="narrow med">${pending === 0 ? 'No request is waiting right now.' : `${waitingWords(pending)}.`}</p>`}
  </div></div>`;
}
