// @ts-check
// How many events came since the list was read. They enter when somebody asks for them.
import { html, icon, nothing } from '../core/dom.js';
import { plural } from '../core/fmt.js';
import { setQuery } from '../core/router.js';
import { TOP, sizeOf } from './audit-query.js';

/** Before this place lies every event that there is. */
const END = Number.MAX_SAFE_INTEGER;

/**
 * @param {import('./audit-feed.js').Fresh} fresh
 * @param {import('./audit-feed.js').Feed} feed
 * @param {() => void} reload
 * @param {string | undefined} size
 */
export function newEvents({ count, missed }, { page, ask }, reload, size) {
  if (!page || (count === 0 && !missed)) {
    return nothing;
  }
  const words = missed ? 'New events' : plural(count, 'new event');
  return html`<button type="button" class="newpill num" @click=${() => show(page, ask, reload, size)}>${icon(
    ask.ascending ? 'dn' : 'up',
    undefined,
    's',
  )}${words}</button>`;
}

/** @param {import('./audit-query.js').Shown} page @param {import('./audit-query.js').Wanted} ask @param {() => void} reload @param {string | undefined} size */
function show(page, ask, reload, size) {
  if (!ask.ascending) {
    if (ask.first) {
      reload();
    } else {
      setQuery(TOP);
    }
    document.querySelector('.logscroll')?.scrollTo({ top: 0 });
  } else if (!page.onward && page.events.length < sizeOf(size)) {
    reload();
  } else {
    setQuery({ ...TOP, before: END });
  }
}
