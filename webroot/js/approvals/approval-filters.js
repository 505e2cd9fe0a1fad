// @ts-check
// The filters of the requests that wait.
import { html, nothing } from '../core/dom.js';
import { setQuery } from '../core/router.js';
import { counted } from '../ui/choices.js';
import { isNarrowed } from './narrowed.js';

/** @typedef {import('./request-cards.js').Card} Card */
/** @typedef {Record<string, string>} Query */

export const clearFilters = () => setQuery({ agent: null, kind: null }, { replace: true });

/**
 * Nothing as long as nothing waits that could be narrowed.
 *
 * @param {ReturnType<typeof import('../ui/pick-list.js').pickLists>} lists
 * @param {Card[] | null} cards all of them
 * @param {Query} query
 */
export function approvalFilters(lists, cards, query) {
  const waiting = (cards ?? []).filter(({ gone }) => !gone);
  if (waiting.length < 2 && !isNarrowed(query)) {
    return nothing;
  }
  return html`<span class="row end appr-f">${lists.view(filter('kind', 'Kind', query, waiting))}${lists.view(filter('agent', 'Agent', query, waiting))}</span>`;
}

/** @param {'agent' | 'kind'} name @param {string} label @param {Query} query @param {Card[]} waiting @returns {import('../ui/pick-list.js').Filter} */
const filter = (name, label, query, waiting) => ({
  name,
  label,
  value: query[name],
  choices: counted(waiting, ({ approval }) => (name === 'agent' ? approval.agent_id : approval.kind)),
  counts: 'How many wait.',
  pick: (value) => setQuery({ [name]: value || null }, { replace: true }),
});
