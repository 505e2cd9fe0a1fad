// @ts-check
// What the last verification of a session said about one of its events.
import { html, nothing } from '../core/dom.js';
import { sentence, stamp } from '../core/fmt.js';
import { href, route, url } from '../core/router.js';
import { correctionsOf, words } from './corrections.js';
import { glyph } from '../ui/glyph.js';
import { factsOf } from '../ui/states.js';
import { findingsAt, markOf } from '../verify/verdict.js';

/** @typedef {import('../core/types.js').AuditEvent} AuditEvent */

/** @param {AuditEvent} event */
const holds = ({ prev_hash: link }) =>
  link === null
    ? 'Its HMAC matches its content, and it is the first of its session.'
    : 'Its HMAC matches its content and its link holds.';

/** Its session in the audit log, where the event stays open. @param {AuditEvent} event */
const sessionOf = ({ session_id: session, event_id: id }) =>
  route.value.path === '/audit' ? href({ session }) : url('/audit', { session, event: id });

/**
 * @param {import('../verify/verification.js').Run | null} run of the event's session
 * @param {AuditEvent} event
 * @param {unknown} digests what was signed and what is there now, where that is known
 */
export function rowResult(run, event, digests) {
  if (run?.phase === 'failed' && run.error) {
    return html`<section class="cmp fail" role="alert"><p class="med row">${glyph('fail')}Verification stopped</p>
      <p class="t13">${sentence(run.error.detail)} Nothing is known about this event.</p><p class="mono t12">${factsOf(run.error)}</p></section>`;
  }
  const verdict = run?.phase === 'done' ? run.verdict : null;
  if (!run || !verdict) {
    return nothing;
  }
  const mark = markOf(verdict, run.rows, event);
  const found = findingsAt(verdict, event.event_id).map(({ detail }) => detail);
  const corrected = correctionsOf(verdict.corrections, event.chain_seq);
  const checked = html`${corrected.map((one) => html`<p class="t13">Correction ${words(one)}</p>`)}<p class="t12 muted num">Checked ${stamp(verdict.checked_at)}. Its session: <a href=${sessionOf(event)}>${verdict.headline}</a></p>`;
  switch (mark) {
    case 'ok':
      return html`<section class="cmp pass" role="status"><p class="med row">${glyph('pass')}This event verifies</p>
        <p class="t13">${found.join(' ') || holds(event)}</p>${checked}</section>`;
    case 'bad':
      return html`<section class="cmp fail" role="alert"><p class="med row">${glyph('fail')}This event does not verify</p>
        <p class="t13">${found.join(' ') || `What failed: ${run.rows.get(event.event_id)?.failure_reason}.`}</p>${digests}${checked}</section>`;
    case 'unproven':
      return html`<section class="cmp warn" role="status"><p class="med row">${glyph('warn')}This event cannot be verified</p>
        <p class="t13">${found.join(' ')}</p>${checked}</section>`;
    default:
      return html`<section class="cmp" role="status"><p class="med row">${glyph('none')}Not part of the last check</p>
        <p class="t13">This event was not among the rows that were read. Verify again.</p>${checked}</section>`;
  }
}
