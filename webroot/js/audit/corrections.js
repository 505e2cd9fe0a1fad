// @ts-check
// Corrections: later, signed notes of people about events that stand as they were written.
import { html, nothing } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { url } from '../core/router.js';
import { glyph } from '../ui/glyph.js';
import { stampOf } from '../ui/time.js';

/**
 * @typedef {object} Correction
 * @property {string} event_id of the correction itself
 * @property {number} chain_seq where it stands
 * @property {number} from the first sequence number that it is about
 * @property {number} to the last
 * @property {string} reason
 * @property {string | null} note
 * @property {string} by
 * @property {string} at
 * @property {boolean} verified whether its own HMAC and signature hold
 */

/** Those that are about one event. @param {Correction[] | undefined} all @param {number} seq */
export const correctionsOf = (all, seq) => (all ?? []).filter(({ from, to }) => from <= seq && seq <= to);

/** @param {Correction[] | undefined} all */
export const corrections = (all) =>
  all && all.length > 0
    ? html`<ul class="findings" aria-label="Corrections">${all.map(
        (one) => html`<li>${glyph(one.verified ? 'none' : 'warn')}<a class="num" href=${url('/audit', { event: one.event_id })}>Correction</a><span
          class="grow wrap-any">${words(one)}</span></li>`,
      )}</ul>`
    : nothing;

/** @param {Correction} one */
export const words = ({ from, to, reason, note, by, at, verified }) =>
  html`of ${from === to ? `seq ${count(from)}` : `seq ${count(from)} to ${count(to)}`}: ${reason.replaceAll('_', ' ')}${
    note ? html`, “${note}”` : nothing
  }, by ${by}, <span class="muted">${stampOf(at)}</span>${verified ? nothing : html` <b class="med c-warn">The correction itself is not proven.</b>`}`;
