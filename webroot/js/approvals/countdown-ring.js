// @ts-check
// Time left as a ring and as a number.
import { html, nothing, svg, watch } from '../core/dom.js';
import { countdown, stamp } from '../core/fmt.js';
import { now } from '../core/store.js';
import { timeLeft } from './approval-view.js';

const RADIUS = 15;
const ROUND = 2 * Math.PI * RADIUS;

/** @param {import('../core/types.js').Approval} approval */
export const countdownRing = (approval) => html`${watch(now, (/** @type {number} */ ms) => drawn(approval, ms))}`;

/** @param {import('../core/types.js').Approval} approval @param {number} ms */
function drawn(approval, ms) {
  const { seconds, share, urgent, expired } = timeLeft(approval, ms);
  return html`<div class="cd ${urgent ? 'urgent' : ''}" title="Expires ${stamp(approval.expires_at)}">
    <svg width="36" height="36" viewBox="0 0 36 36" aria-hidden="true"><circle class="t" cx="18" cy="18" r=${RADIUS}></circle>${
      expired
        ? nothing
        : svg`<circle class="v" cx="18" cy="18" r=${RADIUS} stroke-dasharray="${(ROUND * share).toFixed(2)} ${ROUND.toFixed(2)}"
            transform="rotate(-90 18 18)"></circle>`
    }</svg>
    <div>${
      expired
        ? html`<div class="strong">Expired</div>`
        : html`<div class="num strong" role="timer" aria-label="Time left">${countdown(seconds)}</div><div class="t12 muted">left</div>`
    }</div>
  </div>`;
}
