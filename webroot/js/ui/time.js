// @ts-check
// Times in the page: the moment for machines, its full form one hover away.
import { html, watch } from '../core/dom.js';
import { ago, iso, stamp, stampMs, time, timeMs } from '../core/fmt.js';
import { now } from '../core/store.js';

/** @typedef {import('../core/fmt.js').Instant} Instant */

/** @param {Instant} at as 14:32:11 */
export const timeOf = (at) => html`<time class="num" datetime=${iso(at)} title=${stamp(at)}>${time(at)}</time>`;

/** @param {Instant} at as 14:32:11.482 */
export const timeMsOf = (at) => html`<time class="num" datetime=${iso(at)} title=${stampMs(at)}>${timeMs(at)}</time>`;

/** @param {Instant} at as 22 Nov 2026 14:32:11 UTC */
export const stampOf = (at) => html`<time class="num" datetime=${iso(at)} title=${iso(at)}>${stamp(at)}</time>`;

/** @param {Instant} at as 3 s ago; keeps itself current */
export const agoOf = (at) =>
  html`<time class="num" datetime=${iso(at)} title=${stamp(at)}>${watch(now, (/** @type {number} */ ms) => ago(at, ms))}</time>`;
