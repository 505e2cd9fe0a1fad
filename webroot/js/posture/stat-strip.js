// @ts-check
// Five figures of today, each with what it is measured against and where it leads.
import { html, nothing, watch } from '../core/dom.js';
import { count, countdown, day, minute, plural, sameDay, stamp, usd, usdCap, zoneLabel } from '../core/fmt.js';
import { url } from '../core/router.js';
import { now } from '../core/store.js';
import { hasPage } from '../shell/places.js';
import { activity } from './activity.js';
import { blockedWords } from './blocked-words.js';
import { glyph } from '../ui/glyph.js';
import { marksShape } from '../verify/marks-line.js';
import { meter } from '../ui/meter.js';

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
const blocked = (posture) => html`<a href=${url('/audit', { outcome: 'blocked' })}>
  <div class="stat-l">Blocked today</div>
  <div class="stat-v">${count(posture.totals.blocked_today)}</div>
  <div class="stat-s" title="Since 00:00 UTC">${blockedWords(posture)}</div>
</a>`;

/** @param {Posture} posture */
const spend = ({ totals }) => html`<a href="/cost" data-tour="spend">
  <div class="stat-l">Spend today</div>
  <div class="stat-v">${usd(totals.spend_usd_today)}</div>
  <div class="stat-s">${
    totals.cap_usd_today === null
      ? 'no daily cap is set'
      : html`${meter(totals.spend_usd_today, totals.cap_usd_today, 'Spend today against all daily caps')}<span
          class="num">of ${usdCap(totals.cap_usd_today)}</span>`
  }</div>
</a>`;

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

/** @type {Record<string, [shape: import('../ui/glyph.js').Shape, word: string, classes: string]>} */
const CHAIN = {
  verified: ['pass', 'Verified', ''],
  tampered: ['fail', 'Tampered', 'fail'],
  rolled_back: ['fail', 'Marks rolled back', 'fail'],
  forged: ['fail', 'Marks forged', 'fail'],
  unverifiable: ['warn', 'Cannot verify', 'warn'],
  marks_missing: ['warn', 'Marks missing', 'warn'],
  marks_lost: ['fail', 'Marks missing', 'fail'],
  marks_stale: ['warn', 'Marks behind', 'warn'],
  unpinned: ['warn', 'Marks unpinned', 'warn'],
  unknown: ['none', 'Not verified', 'none'],
};

/** States of the marks, whose page says what to do. */
const OF_MARKS = ['rolled_back', 'forged', 'marks_missing', 'marks_stale', 'unpinned'];

/** Whether marks are missing that the server has seen. @param {import('../core/types.js').Chain} chain */
const isLost = ({ status, marks }) => status === 'marks_missing' && marksShape(marks) === 'fail';

/** @param {Posture} posture */
function chain({ chain: known }) {
  const [shape, word, classes] = isLost(known) ? CHAIN.marks_lost : (CHAIN[known.status] ?? CHAIN.unknown);
  const first = known.failing[0];
  const ofMarks = OF_MARKS.includes(known.status);
  const address = ofMarks ? '/compliance' : url('/audit', { session: first?.session_id });
  return html`<a href=${address} data-tour="chain" title=${(ofMarks ? known.marks.sentence : first && `${first.headline}. ${first.sentence}`) ?? nothing}>
    <div class="stat-l">Audit chain</div>
    <div class="stat-v chain-v ${classes}">${glyph(shape)}${word}</div>
    <div class="stat-s"><span class="num">${checked(known)}</span>${
      known.checked_at ? html`<span class="num" title="Everything was read: ${stamp(known.checked_at)}">${since(known.checked_at)}</span>` : nothing
    }</div>
  </a>`;
}

/** How much is damaged, else up to where everything holds, else how far the first reading came. @param {import('../core/types.js').Chain} known */
function checked({ damaged, verified_up_to: upTo, sweep, sessions }) {
  if (damaged > 0) {
    return `in ${plural(damaged, 'session')}`;
  }
  if (upTo !== null) {
    return `up to seq ${count(upTo)}`;
  }
  return sweep.started_at ? `reading, ${sweep.percent} %` : plural(sessions, 'session');
}

/** @param {string} at */
const since = (at) => (sameDay(at, now.peek()) ? `${minute(at)} ${zoneLabel(at)}` : day(at));
