// @ts-check
// What is stored about one event, and what its proof says of it. Fetched when the first event is opened.
import { html, nothing } from '../core/dom.js';
import { count, iso, stampMs } from '../core/fmt.js';
import { href, url } from '../core/router.js';
import { agentLink } from '../ui/agent-link.js';
import { copyButton } from '../ui/copy.js';
import { jsonView } from '../ui/metadata.js';
import { pretty } from '../ui/json-tokens.js';
import { eventChain } from './event-chain.js';
import { checkResult, digestsOf } from './check-result.js';
import { rowResult } from './row-result.js';

/** @typedef {import('./opened-event.js').Opened} Opened */
/** @typedef {import('../verify/verification.js').Run} Run */

/**
 * @param {object} parts
 * @param {Opened} parts.opened
 * @param {import('../core/types.js').AuditEvent} parts.event
 * @param {number | null} parts.place
 * @param {import('../verify/verdict.js').Mark | null} parts.mark
 * @param {Run | null} parts.run
 * @param {ReturnType<typeof import('./event-check.js').eventCheck>} parts.check
 */
export const content = ({ opened, event, place, mark, run, check }) => html`${rowResult(run, event, digestsOf(check.checked.value, event.event_id))}${checkResult(check.checked.value, event.event_id)}
  <dl class="kvs">
    ${fact('Kind', html`<span class="kind ${event.outcome}">${event.kind}</span>`, true)}
    ${fact('Agent', agentLink(event.agent_id))}
    ${event.model ? fact('Model', event.model) : nothing}
    ${fact('Time', html`<time class="num" datetime=${iso(event.created_at)} title=${iso(event.created_at)}>${stampMs(event.created_at)}</time>`, true)}
    ${fact('Session', html`<span class="row g4"><a class="idlink trunc" href=${url('/audit', { session: event.session_id })}>${
      event.session_id
    }</a>${copyButton(event.session_id, 'session id')}</span>`, true)}
    ${fact('Event', id(event.event_id, 'event id'), true)}
    ${fact('Seq', html`<span class="num">${count(event.chain_seq)}</span>`)}
    ${event.parent_event_id ? fact('Parent', html`<a class="idlink" href=${href({ event: event.parent_event_id })}>${event.parent_event_id}</a>`, true) : nothing}
    ${event.input_hash ? fact('Input', id(event.input_hash, 'input hash'), true) : nothing}
    ${event.output_hash ? fact('Output', id(event.output_hash, 'output hash'), true) : nothing}
  </dl>
  ${eventChain(opened, event, mark, place)}${alone(check, event.event_id)}
  <section><h3 class="row">Metadata${copyButton(pretty(event.metadata), 'metadata')}</h3>${jsonView(event.metadata, 'Metadata')}
    <p class="t12 muted note">${
      mark === 'bad'
        ? 'This is what the database holds now. What was signed cannot be recovered from the chain.'
        : 'Values that look like secrets are hidden here; they are part of what was signed.'
    }</p></section>`;

/** @param {string} value @param {string} what */
const id = (value, what) => html`<span class="row g4"><span class="idlink trunc" title=${value}>${value}</span>${copyButton(value, what)}</span>`;

/** @param {string} name @param {unknown} value @param {boolean} [wide] */
const fact = (name, value, wide = false) => html`<div class="kv ${wide ? 'wide' : ''}"><dt>${name}</dt><dd>${value}</dd></div>`;

/** @param {ReturnType<typeof import('./event-check.js').eventCheck>} check @param {string} eventId */
const alone = (check, eventId) => {
  const now = check.checked.value;
  const busy = now?.id === eventId && now.running && !now.quiet;
  return html`<p class="alone"><button type="button" class="btn sm" aria-disabled=${busy ? 'true' : nothing} @click=${() => busy || check.run(eventId)}>${
    busy ? 'Checking…' : 'Check this event alone'
  }</button><span class="t12 muted">its HMAC and the links on both sides, and nothing else</span></p>`;
};
