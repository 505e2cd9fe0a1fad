// @ts-check
// The stream before, without and instead of its rows.
import { html, icon, nothing } from '../core/dom.js';
import { setQuery, url } from '../core/router.js';
import { me } from '../core/store.js';
import { empty, factsOf, failure, skeletonRows } from '../ui/states.js';
import { isNarrowed, NARROWS, toAuditLog } from './stream-filter.js';

const SKELETON = 18;

/**
 * @param {import('./stream-feed.js').Read} read
 * @param {'rows' | 'others' | 'none'} there whether there are rows, only such as are filtered out, or none at all
 * @param {Record<string, string>} query
 * @param {() => void} retry
 * @param {() => unknown} list
 */
export function streamBody({ loading, error }, there, query, retry, list) {
  if (error?.status === 403) {
    return forbidden();
  }
  if (loading && there === 'none') {
    return html`<div class="stream-loading">${skeletonRows(SKELETON, 'sk-row')}</div>`;
  }
  if (error && there === 'none') {
    return failure({ title: 'The newest events cannot be read', error, retry });
  }
  return html`${error ? cut(error, retry) : nothing}${there === 'rows' ? list() : nobody(there, query)}`;
}

const forbidden = () => html`<div class="empty"><span class="big-i">${icon('lock')}</span>
  <h2>Your role cannot see the stream</h2>
  <p class="narrow">You are signed in as ${me.value?.role ?? 'somebody'}. Seeing events needs the permission to read.</p>
</div>`;

/** What arrives is shown; what was there before could not be read. @param {import('../core/api.js').ApiError} error @param {() => void} retry */
const cut = (error, retry) => html`<div class="stream-cut t13 row" role="status">${icon('warn', undefined, 's')}<span class="grow">Only what
  came since this page was opened is shown. What was before cannot be read: <span class="mono t12">${factsOf(error)}</span></span>
  <button type="button" class="btn sm" @click=${retry}>Try again</button></div>`;

/** @param {'others' | 'none'} there @param {Record<string, string>} query */
function nobody(there, query) {
  if (there === 'none' || !isNarrowed(query)) {
    return empty('No events yet', 'Every governed act of an agent appears here as soon as it is written.');
  }
  return empty(
    'No event matches',
    'None of those kept in this page does. New ones appear here as they come; older ones are in the audit log.',
    html`<div class="row"><button type="button" class="btn" @click=${() =>
      setQuery(Object.fromEntries(NARROWS.map((name) => [name, null])))}>Clear filters</button><a class="btn"
      href=${url('/audit', toAuditLog(query))}>Look in the audit log</a></div>`,
  );
}
