// @ts-check
// The list of events before, without and instead of its rows.
import { html } from '../core/dom.js';
import { sentence } from '../core/fmt.js';
import { clearFilters } from './audit-filters.js';
import { empty, failure, skeletonRows } from './states.js';

const SKELETON = 18;

/**
 * @param {import('./audit-feed.js').Feed} feed
 * @param {Record<string, string>} query
 * @param {() => void} retry
 * @param {(page: import('./audit-query.js').Shown) => unknown} list
 */
export function auditBody({ page, loading, error }, query, retry, list) {
  if (error) {
    return refused(error, query, retry);
  }
  if (!page) {
    return loading ? html`<div class="logscroll">${skeletonRows(SKELETON, 'sk-row')}</div>` : html``;
  }
  return page.events.length > 0 ? list(page) : nobody(query);
}

/** A question that has no answer is not a failure of the console. @param {import('../core/api.js').ApiError} error @param {Record<string, string>} query @param {() => void} retry */
function refused(error, query, retry) {
  if (error.code === 'hmac_unknown') {
    return html`<div role="status">${empty('No event has this HMAC', sentence(error.detail), clearFilters(query))}</div>`;
  }
  if (error.code === 'not_searchable') {
    const how = 'An event is found by its id, by the id of its session, or by at least 8 digits of its HMAC. For anything else filter by agent, kind or session.';
    return html`<div role="status">${empty('Text cannot be searched', how, clearFilters(query))}</div>`;
  }
  return failure({ title: 'The audit log cannot be read', error, retry });
}

/** @param {Record<string, string>} query */
function nobody(query) {
  if (query.session && !query.agent && !query.kind && !query.q && !query.outcome) {
    return empty('This session has no events', 'None was ever written under this id, or all of them were removed. Verifying says which, as far as this console knows.');
  }
  if (query.q) {
    // A search has an end before the log has one, so nothing found is not nothing there.
    const how = 'At most the newest 10,000 events of this filter were searched for a text, 100,000 for an HMAC; older ones may hold it. Narrow by session, agent or kind.';
    return empty('Nothing found among the newest events', how, clearFilters(query));
  }
  const narrowed = query.agent || query.kind || query.q || query.outcome || query.session;
  return narrowed
    ? empty('No event matches', 'Another filter may.', clearFilters(query))
    : empty('No events yet', 'Every governed act of an agent appears here as soon as it is written.');
}
