// @ts-check
// The table of events: newest first over all sessions, or one session as a chain with its gutter.
import { html, icon, nothing, repeat } from '../core/dom.js';
import { count, shortId, zoneLabel } from '../core/fmt.js';
import { href } from '../core/router.js';
import { agentLink } from '../ui/agent-link.js';
import { glyph } from '../ui/glyph.js';
import { hashShort } from '../ui/hash.js';
import { timeMsOf } from '../ui/time.js';
import { badWord } from '../verify/verdict.js';

/** @typedef {import('../core/types.js').AuditEvent} AuditEvent */
/** @typedef {import('../verify/verdict.js').Mark} Mark */

/**
 * @typedef {object} Rows
 * @property {AuditEvent[]} events
 * @property {boolean} chain whether they are one session, oldest first
 * @property {number | null} place of the first event in its session, where it is known
 * @property {(event: AuditEvent) => Mark | null} markOf what a verification said
 * @property {(event: AuditEvent) => string | null} reasonOf what failed at an event
 * @property {string | undefined} selected the event that is open
 * @property {boolean} busy
 * @property {(patch: import('../core/router.js').Query) => string} [to] where a row or a session leads; without it, elsewhere on
 *   this page
 */

/** @param {Rows} rows */
export const eventTable = (rows) => html`<div class="scroll logscroll" tabindex="0" role="region" aria-label="Events"
  aria-busy=${rows.busy ? 'true' : 'false'}>
  <table class="table log">
    <thead><tr>
      <th scope="col">${rows.chain && rows.place !== null ? 'Event' : 'Seq'}</th>
      <th scope="col">Time <span class="hide-sm">(${zoneLabel()})</span></th>
      <th scope="col" class=${rows.chain ? 'c-agent-ch' : 'c-agent'}>Agent</th>
      <th scope="col">Kind</th>
      <th scope="col" class="detail">Detail</th>
      ${rows.chain ? nothing : html`<th scope="col" class="c-ses">Session</th>`}
      <th scope="col" class="c-hash">HMAC</th>
      <th scope="col" class="c-st"><span class="sr">Outcome</span></th>
    </tr></thead>
    <tbody>${repeat(
      rows.events,
      (event) => event.event_id,
      (event, i) => row(rows, event, i),
    )}</tbody>
  </table>
</div>`;

/** @param {Rows} rows @param {AuditEvent} event @param {number} i */
function row(rows, event, i) {
  const mark = rows.markOf(event);
  const number = rows.chain && rows.place !== null ? rows.place + i : event.chain_seq;
  // Outside a session, what was proved is about the event that was open.
  const address = (rows.to ?? href)(rows.chain ? { event: event.event_id } : { event: event.event_id, verify: null });
  return html`<tr class="${rows.chain ? 'ch' : ''} ${mark ?? ''}" aria-selected=${rows.selected === event.event_id ? 'true' : 'false'}
    @click=${open}>
    <td class="num seq">${rows.chain ? html`<span class="node ${mark ?? ''}"></span>` : nothing}<a class="rowlink" data-row
      data-replace=${rows.selected ? '' : nothing} href=${address} title="Sequence number ${event.chain_seq}">${count(number)}</a></td>
    <td class="muted">${timeMsOf(event.created_at)}</td>
    <td class="med trunc ${rows.chain ? 'c-agent-ch' : 'c-agent'}">${agentLink(event.agent_id, 'plainlink')}</td>
    <td class="c-kind"><span class="kind ${event.outcome}">${event.kind}</span><span class="only-sm agent-sm">${event.agent_id}</span></td>
    <td class="dim detail"><span class="trunc" title=${event.summary}>${event.summary}</span></td>
    ${rows.chain ? nothing : html`<td class="c-ses">${sessionLink(event, rows.to ?? href)}</td>`}
    <td class="c-hash muted">${hashShort(event.hmac_value)}</td>
    <td class="c-st">${status(event, mark, rows.reasonOf(event))}</td>
  </tr>`;
}

/** @param {AuditEvent} event @param {NonNullable<Rows['to']>} to */
const sessionLink = (event, to) => html`<a class="idlink" title="Session ${event.session_id}" href=${to({
  session: event.session_id,
  agent: null,
  kind: null,
  outcome: null,
  q: null,
  before: null,
  after: null,
  cursor: null,
  event: null,
  verify: null,
})}>${shortId(event.session_id)}</a>`;

/** Where the row has no other link, a click anywhere opens it. @param {MouseEvent} event */
function open(event) {
  const target = event.target instanceof Element ? event.target : null;
  const selecting = String(getSelection() ?? '') !== '';
  if (target && !target.closest('a, button') && !selecting && event.currentTarget instanceof Element) {
    const link = event.currentTarget.querySelector('[data-row]');
    if (link instanceof HTMLElement) {
      link.click();
    }
  }
}

/** @param {AuditEvent} event @param {Mark | null} mark @param {string | null} reason */
function status(event, mark, reason) {
  if (mark === 'bad') {
    return html`<span class="pill fail" title="Does not verify">${glyph('fail')}<span class="pt">${badWord(reason)}</span></span>`;
  }
  if (mark === 'unproven') {
    return html`<span class="pill warn" title="Could not be verified">${glyph('warn')}<span class="pt">Not provable</span></span>`;
  }
  if (event.outcome === 'blocked') {
    return html`<span class="pill">${icon('ban')}<span class="pt">Blocked</span></span>`;
  }
  if (event.outcome === 'error') {
    return html`<span class="pill">${icon('warn')}<span class="pt">Error</span></span>`;
  }
  return mark === 'ok' ? html`${glyph('pass')}<span class="sr">Intact</span>` : nothing;
}
