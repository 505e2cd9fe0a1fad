// @ts-check
// Caps one by one: used, held by calls under way, and the limit.
import { html, nothing } from '../core/dom.js';
import { compact, duration, shortId, usd, usdCap } from '../core/fmt.js';
import { url } from '../core/router.js';
import { meter } from '../ui/meter.js';

/**
 * @typedef {object} Cap
 * @property {string} cap
 * @property {'usd' | 'tokens' | 'seconds'} unit
 * @property {number} limit
 * @property {number} used
 * @property {number} reserved
 * @property {number} percent
 * @property {number | null} projected_percent
 * @property {string | null} session_id
 */

/** @type {Record<string, string>} */
const NAMES = {
  per_agent_usd_daily: 'US dollars a day',
  per_agent_tokens_daily: 'Tokens a day',
  per_session_usd: 'US dollars a session',
  per_session_tokens: 'Tokens a session',
  per_session_seconds: 'Time of a session',
};

/** An amount in its unit. @param {number} n @param {Cap['unit']} unit */
export const amount = (n, unit) => (unit === 'usd' ? usd(n) : unit === 'seconds' ? duration(n) : compact(n));

/** @param {Cap[]} caps */
export const capTable = (caps) => html`<div class="scroll" tabindex="0" role="region" aria-label="Caps one by one"><table class="table stacked ag-caps">
  <thead><tr><th scope="col">Cap</th><th scope="col">Share</th><th scope="col" class="r">Used</th><th scope="col" class="r">Held</th><th scope="col" class="r">Limit</th>
    <th scope="col" class="r">At midnight</th></tr></thead>
  <tbody>${caps.map(row)}</tbody></table></div>`;

/** @param {Cap} cap */
const row = ({ cap, unit, limit, used, reserved, percent, projected_percent: projected, session_id: session }) => html`<tr>
  <th scope="row" class="ag-th">${NAMES[cap] ?? cap}${
    session ? html` <span class="t12 muted">most in <a class="idlink" href=${url('/audit', { session })}>${shortId(session)}</a></span>` : nothing
  }</th>
  <td class="ag-meter"><span class="row">${meter(used, limit, `${NAMES[cap] ?? cap}, used of the limit`)}<span class="num">${percent} %</span></span></td>
  <td class="r num" data-l="Used">${amount(used, unit)}</td>
  <td class="r num" data-l="Held" title="by calls under way">${reserved > 0 ? amount(reserved, unit) : html`<span class="muted">none</span>`}</td>
  <td class="r num" data-l="Limit">${unit === 'usd' ? usdCap(limit) : amount(limit, unit)}</td>
  <td class="r num muted" data-l="At midnight">${projected === null ? html`<span title="Not forecast">–</span>` : `${projected} %`}</td></tr>`;
