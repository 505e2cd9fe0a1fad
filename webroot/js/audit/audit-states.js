// @ts-check
// The list of events before, without and instead of its rows.
import { html } from '../core/dom.js';
import { sentence } from '../core/fmt.js';
import { href } from '../core/router.js';
import { clearFilters } from './audit-filters.js';
import { FILTERS, TOP } from './audit-query.js';
import { searchedLine } from './searched.js';
import { empty, failure, skeletonRows } from '../ui/states.js';

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
  if (page.events.length > 0) {
    return list(page);
  }
  return page.searched && !page.searched.complete ? notYet(page) : nobody(query);
}

/** A question that has no answer is not a failure of the console. @param {import('../core/api.js').ApiError} error @param {Record<string, string>} query @param {() => void} retry */
function refused(error, query, retry) {
  if (error.code === 'not_searchable') {
    return html`<div role="status">${empty('This cannot be searched for', sentence(error.detail), clearFilters(query))}</div>`;
  }
  if (error.code === 'too_slow') {
    return html`<div role="status">${empty('This takes too long', sentence(error.detail), clearFilters(query))}</div>`;
  }
  if (error.code === 'invalid_cursor') {
    return html`<div role="status">${empty('This page is not one of this list', 'Its address was made for other filters, or by another version of this console.', html`<a class="btn" data-replace
      href=${href(TOP)}>Go to the first page</a>`)}</div>`;
  }
  return failure({ title: 'The audit log cannot be read', error, retry });
}

/** A search that has not reached the end has not found nothing. @param {import('./audit-query.js').Shown} page */
const notYet = (page) => html`<div role="status">${empty('Nothing found so far', 'Older events were not looked at yet.', searchedLine(page))}</div>`;

/** @param {Record<string, string>} query */
function nobody(query) {
  const isNarrowed = FILTERS.some((name) => query[name]);
  if (query.session && !isNarrowed) {
    return empty('This session has no events', 'None was ever written under this id, or all of them were removed. Verifying says which, as far as this console knows.');
  }
  return isNarrowed
    ? empty('No event matches', 'Another filter may.', clearFilters(query))
    : empty('No events yet', 'Every governed act of an agent appears here as soon as it is written.');
}
