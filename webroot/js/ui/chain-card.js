// @ts-check
// One session as a chain: verify it, and what that showed in the server's own words.
import { html, icon, nothing } from '../core/dom.js';
import { count, elapsed, plural, sameDay, sentence, stamp, time, zoneLabel } from '../core/fmt.js';
import { href } from '../core/router.js';
import { now } from '../core/store.js';
import { copyButton } from './copy.js';
import { glyph } from './glyph.js';
import { fingerprint } from './hash.js';
import { ribbon } from './ribbon.js';
import { factsOf } from './states.js';
import { shapeOf } from './verdict.js';
import { copyVerdict, downloadEvidence } from './verdict-files.js';
import { findingsList } from './findings-list.js';

/** @typedef {import('./verdict.js').Verdict} Verdict */

/**
 * @param {object} parts
 * @param {string} parts.session
 * @param {import('./verification.js').Run | null} parts.run of this session
 * @param {() => void} parts.verify
 * @param {() => void} parts.cancel
 * @param {(position: number) => string | null} parts.hrefOf where an event of a place is shown
 */
export function chainCard({ session, run, verify, cancel, hrefOf }) {
  const verdict = run?.phase === 'done' ? run.verdict : null;
  const state = run?.phase === 'failed' ? 'stopped' : verdict ? shapeOf(verdict) : '';
  return html`<section class="card chain ${state}" aria-label="Chain integrity">
    <header class="chain-h">
      <div class="ses row"><span class="muted t13">Session</span><span class="idlink trunc" title=${session}>${session}</span>${copyButton(
        session,
        'session id',
      )}<a class="btn quiet icon sm" href=${href({ session: null, verify: null, before: null, after: null })}
        aria-label="Show all sessions">${icon('x', undefined, 's')}</a></div>
      ${button(run, verify, cancel)}
    </header>
    ${band(run, verdict)}
    ${ribbon({ events: verdict?.event_count ?? 0, verdict, waiting: run?.phase === 'running' ? 'Reading…' : 'Not verified', hrefOf })}
    ${verdict ? html`${findingsList(verdict, hrefOf)}${facts(verdict, run?.newer ?? 0)}` : nothing}
  </section>`;
}

/** @param {import('./verification.js').Run | null} run @param {() => void} verify @param {() => void} cancel */
function button(run, verify, cancel) {
  if (run?.phase === 'running') {
    return html`<button type="button" class="btn" @click=${cancel}>Cancel</button>`;
  }
  return run?.phase === 'done' || run?.phase === 'failed'
    ? html`<button type="button" class="btn" data-key="v" @click=${verify}>${icon('refresh', undefined, 's')}Verify again</button>`
    : html`<button type="button" class="btn primary" data-key="v" @click=${verify}>Verify chain integrity</button>`;
}

/** @param {import('./verification.js').Run | null} run @param {Verdict | null} verdict */
function band(run, verdict) {
  if (verdict) {
    const shape = shapeOf(verdict);
    return html`<div class="vb ${shape}" role=${shape === 'fail' ? 'alert' : 'status'}>${glyph(shape)}<div>
      <h2>${verdict.headline}</h2><p>${verdict.sentence}</p></div></div>`;
  }
  if (run?.phase === 'running') {
    return html`<div class="vb run" role="status"><div><h2>Verifying…</h2>
      <p>Every row of this session is read again and every HMAC computed anew from its stored content.</p></div></div>`;
  }
  if (run?.phase === 'cancelled') {
    return html`<div class="vb run" role="status"><div><h2>Verification cancelled</h2>
      <p>Nothing was found out about this session.</p></div></div>`;
  }
  return run?.phase === 'failed' && run.error ? stopped(run.error) : nothing;
}

/** @param {import('../core/api.js').ApiError} error */
const stopped = (error) => html`<div class="vb fail" role="alert">${glyph('fail')}<div>
  <h2>Verification stopped</h2>
  <p>${sentence(error.detail)} This is not a verdict: nothing is known about this session until it was read to its end.</p>
  <p class="mono t12">${factsOf(error)}</p></div></div>`;

/** @param {Verdict} verdict @param {number} newer */
function facts(verdict, newer) {
  const all = verdict.event_count;
  return html`<div class="facts-w">
    <dl class="facts">
      ${all === 0 ? nothing : fact('Intact', verdict.intact === all ? `all ${count(all)}` : `${count(verdict.intact)} of ${count(all)}`)}
      ${all === 0 ? nothing : fact('Links', `${count(verdict.links_intact)} of ${count(verdict.links_checked)}`)}
      ${verdict.degraded > 0 ? fact('Written while the store was down', count(verdict.degraded)) : nothing}
      ${fact('Key', fingerprint(verdict.key_fingerprint))}
      ${verdict.unresolved_keys.length > 0 ? fact('Missing keys', verdict.unresolved_keys.map(fingerprint)) : nothing}
      ${fact('Checked', html`<time datetime=${verdict.checked_at} title=${stamp(verdict.checked_at)}>${moment(
        verdict.checked_at,
      )}</time>, ${elapsed(verdict.duration_ms)}`)}
      ${newer > 0 ? fact('Since then', `${plural(newer, 'newer event')}, not part of this check`) : nothing}
    </dl>
    <div class="facts-a">
      <button type="button" class="btn sm" @click=${() => downloadEvidence(verdict)}>${icon('download', undefined, 's')}${
        verdict.verified ? 'Certificate' : 'Evidence'
      }</button>
      <button type="button" class="btn sm" @click=${() => copyVerdict(verdict)}>${icon('copy', undefined, 's')}Copy verdict</button>
    </div>
  </div>`;
}

/** @param {string} at */
const moment = (at) => (sameDay(at, now.peek()) ? `${time(at)} ${zoneLabel(at)}` : stamp(at));

/** @param {string} name @param {unknown} value */
const fact = (name, value) => html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`;
