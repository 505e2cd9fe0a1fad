// @ts-check
// The title row, the only header there is, with what every page offers at its right and the notice of the moment below.
import { html, icon, nothing, watch } from '../core/dom.js';
import { time, zoneLabel } from '../core/fmt.js';
import { chooseZone, now, zone } from '../core/store.js';
import { banner } from './banner.js';
import { connectionPill } from './connection-pill.js';
import { isSnapshot, snapshotAddress } from './snapshot.js';
import { themeButton } from './theme.js';

/**
 * @param {object} parts
 * @param {unknown} parts.title the page's only h1
 * @param {unknown} [parts.sub] one line beneath
 * @param {unknown} [parts.eyebrow] a few words above
 */
export const pageHead = ({ title, sub, eyebrow }) =>
  rawHead(html`<div class="grow">
    ${eyebrow ? html`<p class="eyebrow">${eyebrow}</p>` : nothing}
    <h1>${title}</h1>
    ${sub ? html`<p class="dim t13 head-sub">${sub}</p>` : nothing}
  </div>`);

/** A title row whose left side is drawn by the page. @param {unknown} left it must hold the h1 */
export const rawHead = (left) => html`<header class="page-head">${left}${globals()}</header>${banner()}`;

const globals = () => (isSnapshot() ? nothing : controls());

const controls = () => html`<div class="globals">
  ${connectionPill()}
  <button type="button" class="btn quiet sm num clock" title="Switch between UTC and your own time zone"
    @click=${() => chooseZone(zone.peek() === 'UTC' ? 'local' : 'UTC')}><span class="sr">Time zone: </span><span class="hide-sm">${watch(
      now,
      (/** @type {number} */ ms) => time(ms),
    )}</span> ${zoneLabel()}</button>
  <a class="btn quiet icon sm hide-sm" href=${snapshotAddress(false)} aria-label="Snapshot view" title="Snapshot view (Shift S)">${icon('camera')}</a>
  ${themeButton()}
</div>`;
