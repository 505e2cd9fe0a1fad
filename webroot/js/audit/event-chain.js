// @ts-check
// An event between its neighbours: which hash it points to, its own, and who points to it.
import { html, nothing } from '../core/dom.js';
import { href } from '../core/router.js';
import { nameOf } from './event-name.js';
import { copyButton } from '../ui/copy.js';
import { hash } from '../ui/hash.js';

/** @typedef {import('../core/types.js').AuditEvent} AuditEvent */

/**
 * @param {import('./opened-event.js').Opened} opened
 * @param {AuditEvent} event
 * @param {import('../verify/verdict.js').Mark | null} mark
 * @param {number | null} place of the event in its session
 */
export const eventChain = ({ before, after }, event, mark, place) => html`<section><h3>Chain</h3><ol class="links">
  ${previous(before, event, place, Boolean(mark))}
  <li class=${mark ?? ''}><span class="row strong num">${nameOf(event, place)}<span class="muted t12">hmac</span></span>${hash(
    event.hmac_value,
  )}${copyButton(event.hmac_value, 'HMAC')}</li>
  ${next(after, event, place, Boolean(mark))}
</ol></section>`;

/** @param {AuditEvent | null | undefined} before @param {AuditEvent} event @param {number | null} place @param {boolean} proved */
function previous(before, event, place, proved) {
  if (event.prev_hash === null) {
    return before
      ? html`<li class="odd"><span class="row">No previous hash<span class="t12">although ${link(before, place === null ? null : place - 1)} is before it</span></span></li>`
      : html`<li><span class="row muted">First event of its session: no previous hash</span></li>`;
  }
  const fits = before?.hmac_value === event.prev_hash;
  return html`<li class=${before === undefined ? '' : fits ? held(proved) : 'odd'}><span class="row">${
    before ? link(before, place === null ? null : place - 1) : html`<span>${before === null ? 'No event before it' : 'Previous event'}</span>`
  }<span class="muted t12">prev_hash${before && !fits ? ', not the HMAC of the event before it' : ''}</span></span>${hash(
    event.prev_hash,
  )}${copyButton(event.prev_hash, 'previous hash')}</li>`;
}

/** @param {AuditEvent | null | undefined} after @param {AuditEvent} event @param {number | null} place @param {boolean} proved */
function next(after, event, place, proved) {
  if (after === undefined) {
    return nothing;
  }
  if (after === null) {
    return html`<li><span class="row muted">Newest event of its session</span></li>`;
  }
  const fits = after.prev_hash === event.hmac_value;
  return html`<li class=${fits ? held(proved) : 'odd'}><span class="row">${link(after, place === null ? null : place + 1)}<span class="muted t12">${
    fits ? 'links back to this HMAC' : 'does not link back to this HMAC'
  }</span></span></li>`;
}

/** Green only after a verification; that two stored values are equal proves nothing. @param {boolean} proved */
const held = (proved) => (proved ? 'ok' : '');

/** @param {AuditEvent} event @param {number | null} place */
const link = (event, place) =>
  html`<a class="num" data-replace href=${href({ event: event.event_id })}>${nameOf(event, place)}</a>`;
