// @ts-check
// One event with everything that is stored about it: beside the table, or a sheet on phones.
import { html, icon, nothing } from '../core/dom.js';
import { lazy } from '../core/lazy.js';
import { href, route } from '../core/router.js';
import { styles } from '../core/styles.js';
import { copy } from '../ui/copy.js';
import { glyph } from '../ui/glyph.js';
import { nameOf } from './event-name.js';
import { close } from './opened-event.js';
import { failure, skeletonRows } from '../ui/states.js';
import { badWord } from '../verify/verdict.js';

await styles('pages/inspector');

const content = lazy(async () => (await import('./event-content.js')).content);

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
          ? (content()?.({ opened, event, place, mark, run, check }) ?? skeletonRows(6, 'sk-f'))
          : skeletonRows(6, 'sk-f')
    }</div>
    ${event && !error ? foot(run, verify, event) : nothing}
  </aside>`;
}

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

/** Proves the session without this server. @param {import('../core/types.js').AuditEvent} event */
const offline = (event) => `./governance verify --session ${event.session_id}`;

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
