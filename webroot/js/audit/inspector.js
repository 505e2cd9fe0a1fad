// @ts-check
// One event with everything that is stored about it: beside the table, or a sheet on phones.
import { html, icon, nothing } from '../core/dom.js';
import { count, stampMs, iso } from '../core/fmt.js';
import { href, route, setQuery, url } from '../core/router.js';
import { agentLink } from '../ui/agent-link.js';
import { copy, copyButton } from '../ui/copy.js';
import { glyph } from '../ui/glyph.js';
import { eventChain, nameOf } from './event-chain.js';
import { checkResult, digestsOf } from './event-check.js';
import { jsonView } from '../ui/metadata.js';
import { pretty } from '../ui/json-tokens.js';
import { rowResult } from './row-result.js';
import { failure, skeletonRows } from '../ui/states.js';
import { badWord } from '../verify/verdict.js';

/** @typedef {import('./opened-event.js').Opened} Opened */
/** @typedef {import('../verify/verification.js').Run} Run */

/**
 * @param {object} parts
 * @param {Opened} parts.opened
 * @param {number | null} parts.place in its session, where it is known
 * @param {import('../verify/verdict.js').Mark | null} parts.mark
 * @param {Run | null} parts.run of its session
 * @param {{ up: string | null, down: string | null }} parts.steps the rows above and below in the list
 * @param {() => void} parts.verify
 * @param {() => void} parts.retry
 * @param {ReturnType<typeof import('./event-check.js').eventCheck>} parts.check
 */
export function inspector({ opened, place, mark, run, steps, verify, retry, check }) {
  const { event, error } = opened;
  const title = event ? nameOf(event, place) : 'Event';
  return html`<aside class="insp ${mark ?? ''}" aria-labelledby="insp-t">
    <header class="insp-h">
      <h2 id="insp-t" class="num" tabindex="-1">${title}</h2>${pill(mark, run?.rows.get(opened.id)?.failure_reason)}
      <span class="grow"></span>
      ${step('up', 'Previous row ([)', steps.up)}${step('dn', 'Next row (])', steps.down)}
      <button type="button" class="btn quiet icon sm" aria-label="Copy link to this event" title="Copy link to this event (c)"
        data-key="c" @click=${() => copy(location.href, 'link')}>${icon('link', undefined, 's')}</button>
      <button type="button" class="btn quiet icon sm" aria-label="Close" title="Close (Esc)" @click=${close}>${icon(
        'x',
        undefined,
        's',
      )}</button>
    </header>
    <div class="insp-b">${
      error
        ? unreadable(opened.id, error, retry)
        : event
          ? content({ opened, event, place, mark, run, check })
          : skeletonRows(6, 'sk-f')
    }</div>
    ${event && !error ? foot(run, verify, event) : nothing}
  </aside>`;
}

/** Outside a session nothing is left that a proof would be about. */
export const close = () =>
  setQuery(route.peek().query.session ? { event: null } : { event: null, verify: null }, { replace: true });

/** @param {import('../verify/verdict.js').Mark | null} mark @param {string | null | undefined} reason */
function pill(mark, reason) {
  if (mark === 'bad') {
    return html`<span class="pill fail">${glyph('fail')}${badWord(reason)}</span>`;
  }
  return mark === 'unproven' ? html`<span class="pill warn">${glyph('warn')}Not provable</span>` : nothing;
}

/** @param {string} name @param {string} label @param {string | null} id */
const step = (name, label, id) =>
  id
    ? html`<a class="btn quiet icon sm" data-replace href=${href(route.value.query.session ? { event: id } : { event: id, verify: null })} aria-label=${label} title=${label}
        data-key=${name === 'up' ? '[' : ']'}>${icon(name, undefined, 's')}</a>`
    : html`<button type="button" class="btn quiet icon sm" disabled aria-label=${label}>${icon(name, undefined, 's')}</button>`;

/**
 * @param {object} parts
 * @param {Opened} parts.opened
 * @param {import('../core/types.js').AuditEvent} parts.event
 * @param {number | null} parts.place
 * @param {import('../verify/verdict.js').Mark | null} parts.mark
 * @param {Run | null} parts.run
 * @param {ReturnType<typeof import('./event-check.js').eventCheck>} parts.check
 */
const content = ({ opened, event, place, mark, run, check }) => html`${rowResult(run, event, digestsOf(check.checked.value, event.event_id))}${checkResult(check.checked.value, event.event_id)}
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

/** Proves the session without this server. @param {import('../core/types.js').AuditEvent} event */
const offline = (event) => `./governance verify --session ${event.session_id}`;

/** @param {ReturnType<typeof import('./event-check.js').eventCheck>} check @param {string} eventId */
const alone = (check, eventId) => {
  const now = check.checked.value;
  const busy = now?.id === eventId && now.running && !now.quiet;
  return html`<p class="alone"><button type="button" class="btn sm" aria-disabled=${busy ? 'true' : nothing} @click=${() => busy || check.run(eventId)}>${
    busy ? 'Checking…' : 'Check this event alone'
  }</button><span class="t12 muted">its HMAC and the links on both sides, and nothing else</span></p>`;
};

/** @param {Run | null} run @param {() => void} verify @param {import('../core/types.js').AuditEvent} event */
const foot = (run, verify, event) => html`<footer class="insp-f"><button type="button" class="btn primary grow" data-key="v"
  ?disabled=${run?.phase === 'running'} @click=${verify}>${icon('posture', undefined, 's')}${
    run?.phase === 'running' ? 'Verifying…' : run ? 'Verify again' : 'Verify this event'
  }</button><button type="button" class="btn" title=${offline(event)} @click=${() =>
    copy(offline(event), 'offline command')}>${icon('terminal', undefined, 's')}Copy offline command</button></footer>`;

/** @param {string} eventId @param {import('../core/api.js').ApiError} error @param {() => void} retry */
const unreadable = (eventId, error, retry) =>
  error.status === 404
    ? html`<div class="empty"><h2>There is no such event</h2><p class="narrow">No event has the id <span class="mono wrap-any">${eventId}</span>.
        If it was there before, verify its session: a removed event leaves a gap.</p></div>`
    : failure({ title: 'This event cannot be read', error, retry });
