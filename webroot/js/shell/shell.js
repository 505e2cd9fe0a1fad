// @ts-check
// Round every page: navigation at the side, at the bottom of phones, the visitor, toasts.
import { html, icon, nothing } from '../core/dom.js';
import { count, plural } from '../core/fmt.js';
import { route } from '../core/router.js';
import { build, environment, fleet, me } from '../core/store.js';
import { isStale } from './banner.js';
import { openAccount, rooms } from './doors.js';
import { paletteCap } from './key-map.js';
import { mark } from './mark.js';
import { openPalette } from './palette-door.js';
import { places } from './places.js';
import { isSnapshot, snapshot } from './snapshot.js';
import { toasts } from '../ui/toast.js';
import { helpButton, tour } from './tour.js';

/** @typedef {import('./places.js').Place} Place */

/** @param {unknown} body */
export const shell = (body) =>
  isSnapshot() ? html`${snapshot(body, isStale.value)}${toasts()}` : html`${framed(body)}${helpButton()}${rooms()}${tour()}${toasts()}`;

/** @param {unknown} body */
const framed = (body) => html`<div class="shell">
    <nav class="nav" aria-label="Main">
      <a class="brand" href="/posture">${mark()}<span>Governance</span>${tag()}</a>
      <button type="button" class="navsearch" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" @click=${openPalette}>${icon(
        'search',
        undefined,
        's',
      )}<span>Search</span><kbd aria-hidden="true">${paletteCap(navigator.platform)}</kbd></button>
      <ul>${places().filter(({ aside }) => !aside).map(navLink)}</ul>
      <div class="nav-foot">${who()}${version()}</div>
    </nav>
    <main class="main ${isStale.value ? 'stale' : ''}" id="main" tabindex="-1">${body}</main>
    <nav class="tabbar" aria-label="Main">
      ${places().filter(({ bar }) => bar).map(tab)}
      <button type="button" aria-haspopup="dialog" aria-current=${isBeyond() ? 'true' : nothing} @click=${openAccount}>${icon('more')}More</button>
    </nav>
  </div>`;

/** What the operator calls this console. */
const tag = () => (environment.value ? html`<bdi class="env trunc" title="Environment: ${environment.value}">${environment.value}</bdi>` : nothing);

/** Whether the page is one that phones find behind More. */
const isBeyond = () => places().some(({ path, bar }) => !bar && path === route.value.path);

/** @param {Place} place */
const current = (place) => (route.value.path === place.path ? 'page' : nothing);

/** @param {Place} place */
const navLink = (place) => html`<li><a class="nav-link" href=${place.path} data-tour="nav-${place.icon}"
  aria-current=${current(place)}>${icon(place.icon)}<span>${place.label}</span>${waiting(place)}</a></li>`;

/** @param {Place} place */
const tab = (place) => html`<a href=${place.path} data-tour="nav-${place.icon}" aria-current=${current(place)}>${icon(place.icon)}${place.short}${waiting(
  place,
)}</a>`;

/** How many approvals wait, where that is known. @param {Place} place */
function waiting(place) {
  const { posture, error } = fleet.value;
  const pending = posture && !error ? posture.totals.pending_approvals : 0;
  return place.path === '/approvals' && pending > 0
    ? html`<span class="count"><span aria-hidden="true">${count(pending)}</span><span class="sr">, ${plural(
        pending,
        'request',
      )} waiting</span></span>`
    : nothing;
}

function who() {
  const visitor = me.value;
  return visitor
    ? html`<button type="button" class="who" aria-haspopup="dialog" title="Account and preferences" @click=${openAccount}>
        <span class="avatar" aria-hidden="true">${visitor.username.slice(0, 2).toUpperCase()}</span>
        <span class="grow"><span class="t13 med trunc who-n">${visitor.username}</span><span class="t12 muted who-r">${
          visitor.role === 'admin' ? 'Admin' : 'Viewer'
        }</span></span>
        ${icon('more', undefined, 's')}
      </button>`
    : nothing;
}

function version() {
  const { version: name, here } = build.value;
  const words = name ? html`${name} <span class="mono">${here.slice(0, 7)}</span>` : '\u00a0'; // the name comes with the stream
  return html`<div class="t12 muted num trunc">${words}</div>`;
}
