// @ts-check
// Five figures of today, each with what it is measured against and where it leads.
import { html, nothing, watch } from '../core/dom.js';
import { count, countdown, day, minute, plural, sameDay, stamp, usd, usdCap, zoneLabel } from '../core/fmt.js';
import { url } from '../core/router.js';
import { now } from '../core/store.js';
import { activity } from './activity.js';
import { glyph } from './glyph.js';
import { meter } from './meter.js';

/** @typedef {import('../core/types.js').Posture} Posture */

/** @param {Posture} posture */
export const statStrip = (posture) => html`<section class="strip stats5" aria-label="Today, since 00:00 UTC">
  ${events(posture)}${blocked(posture)}${spend(posture)}${approvals(posture)}${chain(posture)}
</section>`;

/** @param {Posture} posture */
const events = ({ totals, activity: minutes }) => html`<a href="/audit" class="st-act">
  <div class="stat-l">Events</div>
  <div class="row"><div class="stat-v">${count(totals.events)}</div>${activity(minutes)}</div>
  <div class="stat-s"><span class="num">${count(totals.events_today)} today</span><span class="key"><i
    class="ka"></i>decisions / min</span><span class="key"><i class="kb"></i>blocked</span></div>
</a>`;

/** @param {Posture} posture */
const blocked = ({ totals }) => html`<a href=${url('/audit', { outcome: 'blocked' })}>
  <div class="stat-l">Blocked today</div>
  <div class="stat-v">${count(totals.blocked_today)}</div>
  <div class="stat-s">since 00:00 UTC</div>
</a>`;

/** @param {Posture} posture */
const spend = ({ totals }) => html`<div>
  <div class="stat-l">Spend today</div>
  <div class="stat-v">${usd(totals.spend_usd_today)}</div>
  <div class="stat-s">${
    totals.cap_usd_today === null
      ? 'no daily cap is set'
      : html`${meter(totals.spend_usd_today, totals.cap_usd_today, 'Spend today against all daily caps')}<span
          class="num">of ${usdCap(totals.cap_usd_today)}</span>`
  }</div>
</div>`;

/** @param {Posture} posture */
const approvals = ({ totals }) => html`<a href="/approvals">
  <div class="stat-l">Pending approvals</div>
  <div class="stat-v">${count(totals.pending_approvals)}</div>
  <div class="stat-s">${totals.next_expiry ? expiry(totals.next_expiry) : 'nobody is waiting'}</div>
</a>`;

/** @param {string} at */
const expiry = (at) => html`<span>next expires in <b class="num med" title=${stamp(at)}>${watch(now, (/** @type {number} */ ms) =>
  countdown((Date.parse(at) - ms) / 1000),
)}</b></span>`;

/** @type {Record<string, [shape: import('./glyph.js').Shape, word: string, classes: string]>} */
const CHAIN = {
  verified: ['pass', 'Verified', ''],
  tampered: ['fail', 'Tampered', 'fail'],
  unverifiable: ['warn', 'Cannot verify', 'warn'],
  unknown: ['none', 'Not verified', 'none'],
};

/** @param {Posture} posture */
function chain({ chain: known }) {
  const [shape, word, classes] = CHAIN[known.status] ?? CHAIN.unknown;
  const partly = known.status === 'verified' && known.sessions < known.sessions_known;
  const first = known.failing[0];
  return html`<a href=${url('/audit', { session: first?.session_id })} data-tour="chain" title=${first?.headline ?? nothing}>
    <div class="stat-l">Audit chain</div>
    <div class="stat-v chain-v ${partly ? 'partly' : classes}">${glyph(shape)}${word}</div>
    <div class="stat-s"><span class="num">${checked(known)}</span>${
      known.checked_at ? html`<span class="num" title="Oldest check: ${stamp(known.checked_at)}">${since(known.checked_at)}</span>` : nothing
    }</div>
  </a>`;
}

/** @param {import('../core/types.js').Chain} known */
function checked({ sessions, sessions_known: all }) {
  return sessions === all ? plural(all, 'session') : `${sessions === 0 ? 'none' : count(sessions)} of ${plural(all, 'session')}`;
}

/** @param {string} at */
const since = (at) => (sameDay(at, now.peek()) ? `${minute(at)} ${zoneLabel(at)}` : day(at));
