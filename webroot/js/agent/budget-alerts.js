// @ts-check
// When a cap of an agent was used up to a threshold.
import { html } from '../core/dom.js';
import { get } from '../core/api.js';
import { shortId } from '../core/fmt.js';
import { glyph } from '../ui/glyph.js';
import { stampOf } from '../ui/time.js';
import { amount } from './cap-table.js';
import { part } from './part.js';
import { memberWords } from './policy-diff.js';
import { reading } from './reading.js';

const LIMIT = 20;

/** @typedef {{ alert_id: string, cap: string, unit: 'usd' | 'tokens' | 'seconds', period: string, threshold_percent: number, limit: number, used: number, raised_at: string }} Alert */

/** @param {string} id */
export function budgetAlerts(id) {
  const read = reading((options) => /** @type {Promise<{ alerts: Alert[] }>} */ (get('/api/cost/alerts', { agent_id: id, limit: LIMIT }, options)));
  return {
    soon: read.soon,
    follow: read.follow,
    view: () =>
      part({
        read: read.state.value,
        retry: read.read,
        what: 'The thresholds',
        rows: 3,
        view: ({ alerts }) =>
          alerts.length === 0
            ? html`<p class="pad t13 muted">None in the last 90 days.</p>`
            : html`<ul class="ag-history">${alerts.map(line)}</ul>`,
      }),
  };
}

/** @param {Alert} alert */
const line = ({ cap, unit, period, threshold_percent: threshold, limit, used, raised_at: at }) => html`<li>
  <p class="t13">${glyph(threshold >= 100 ? 'fail' : 'warn', 'inline')} <b class="med">${threshold} % of ${memberWords(cap).toLowerCase().replace('usd', 'USD')}</b> <span class="muted">${stampOf(at)}</span></p>
  <p class="t13 dim num">${amount(used, unit)} of ${amount(limit, unit)}, ${/^\d{4}-/.test(period) && period.length === 10 ? period : `session ${shortId(period)}`}</p></li>`;
