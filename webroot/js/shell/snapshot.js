// @ts-check
// A view as a picture: without navigation and controls, with a line below that says what it is of, and when.
import { html } from '../core/dom.js';
import { lazy } from '../core/lazy.js';
import { href, route, setQuery } from '../core/router.js';

const foot = lazy(() => import('./snapshot-foot.js'));

export const isSnapshot = () => Boolean(route.value.query.snap);

/** Whether agents are named Agent A, Agent B … instead. */
export const isRedacted = () => isSnapshot() && Boolean(route.value.query.redact);

/** @param {boolean} redacted */
export const snapshotAddress = (redacted) => href({ snap: 1, redact: redacted ? 1 : null });

/** Without names there and back takes a new page: what is shown now has its words already. */
export function toggleSnapshot() {
  if (isRedacted()) {
    location.assign(href({ snap: null, redact: null }));
  } else {
    setQuery({ snap: isSnapshot() ? null : 1, redact: null });
  }
}

/** @param {unknown} body @param {boolean} stale */
export const snapshot = (body, stale) => html`<main class="main snap ${stale ? 'stale' : ''}" id="main" tabindex="-1">${body}${
  foot()?.snapshotFoot() ?? html`<footer class="snap-f" aria-busy="true"></footer>`
}</main>`;
