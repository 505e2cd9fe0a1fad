// @ts-check
// How much an agent may spend, how much of it is used or held by calls under way, and what it spent before.
import { html, nothing } from '../core/dom.js';
import { get } from '../core/api.js';
import { compact, usd } from '../core/fmt.js';
import { url } from '../core/router.js';
import { on } from '../core/stream.js';
import { glyph } from '../ui/glyph.js';
import { empty } from '../ui/states.js';
import { agoOf } from '../ui/time.js';
import { budgetAlerts } from './budget-alerts.js';
import { capTable } from './cap-table.js';
import { dayBars } from './day-bars.js';
import { panel, part } from './part.js';
import { policyHistory } from './policy-history.js';
import { reading } from './reading.js';

/** @typedef {{ agent_id: string, caps: import('./cap-table.js').Cap[], problem: string | null, projection: { usd: number | null, tokens: number | null, reason: string | null } }} AgentCaps */
/** @typedef {{ model: string, usd_used_today: number, tokens_used_today: number, last_updated: string, unpriced: boolean, calls_refused_today: number }} ModelSpend */
/** @typedef {{ days: import('./day-bars.js').Day[] }} History */

/** @type {import('./tab-bar.js').MakeTab} */
export default function budget(id) {
  const agent = { agent_id: id };
  const caps = reading(
    async (options) => /** @type {{ agents: AgentCaps[] }} */ (await get('/api/cost/caps', { ...agent, limit: 1 }, options)).agents[0] ?? false,
  );
  const days = reading((options) => /** @type {Promise<History>} */ (get('/api/cost/daily', agent, options)));
  const models = reading((options) => /** @type {Promise<ModelSpend[]>} */ (get('/api/cost/models', agent, options)));
  const alerts = budgetAlerts(id);
  const history = policyHistory(id, ['budget']);

  /** Spend, or a threshold that was reached. @param {{ agent_id: string, alert_id?: string }} frame */
  function spent(frame) {
    if (frame.agent_id === id) {
      caps.soon();
      days.soon();
      models.soon();
      if (frame.alert_id) {
        alerts.soon();
      }
    }
  }

  /** @param {{ kind: string }} event */
  function changed({ kind }) {
    if (kind.startsWith('console.policy') || kind.startsWith('policy.')) {
      caps.soon();
      history.soon();
    }
  }

  return {
    view: () => html`<div class="ag-grid">
      ${panel('caps-t', 'Caps', part({ read: caps.state.value, retry: caps.read, what: 'The caps', rows: 4, view: capsBody }), {
        wide: true,
        note: 'days start at 00:00 UTC',
        action: html`<a class="t13" href=${url('/cost', { agent: id })}>Open in Cost</a>`,
      })}
      ${panel('days-t', 'Spend by day', part({ read: days.state.value, retry: days.read, what: 'The spend', rows: 4, view: (value) => dayBars(value.days) }), {
        note: 'the last 30 days',
      })}
      ${panel('models-t', 'By model', part({ read: models.state.value, retry: models.read, what: 'The spend by model', rows: 3, view: modelsBody }), { note: 'today' })}
      ${panel('alerts-t', 'Thresholds reached', alerts.view())}
      ${panel('bhist-t', 'History of the budget', history.view())}
    </div>`,
    follow() {
      const stops = [caps, days, models, alerts, history].map((one) => one.follow());
      stops.push(on('cost', spent), on('audit', changed));
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** @param {AgentCaps | false} budgeted */
function capsBody(budgeted) {
  if (!budgeted) {
    return html`<p class="pad t13">${glyph('warn', 'inline')} <b class="med">No budget is stored.</b> Nothing limits what this agent spends but its own code.</p>`;
  }
  const { caps, problem, projection } = budgeted;
  return html`${problem ? html`<p class="pad t13 c-fail wrap-any">${glyph('fail', 'inline')} The stored budget cannot be used: ${problem}</p>` : nothing}${
    caps.length === 0 && !problem ? empty('No caps', 'The stored budget sets none.') : capTable(caps)
  }<p class="ag-foot t13 muted">${
    projection.usd === null
      ? `No forecast: ${projection.reason ?? 'not known'}.`
      : `On course for ${usd(projection.usd)}${projection.tokens === null ? '' : ` and ${compact(projection.tokens)} tokens`} by midnight UTC, if the day goes on as it began.`
  }</p>`;
}

/** @param {ModelSpend[]} models */
const modelsBody = (models) =>
  models.length === 0
    ? html`<p class="pad t13 muted">Nothing that names its model was spent today. Wrappers of the Python package do not tell theirs.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Spend by model"><table class="table"><thead><tr><th scope="col">Model</th><th scope="col" class="right">Spend</th>
        <th scope="col" class="right">Tokens</th><th scope="col" class="right">Updated</th></tr></thead><tbody>${models.map(
          (one) => html`<tr><th scope="row" class="ag-th"><code class="wrap-any">${one.model}</code>${one.unpriced ? html` <span class="pill warn">no price</span>` : nothing}${
            one.calls_refused_today > 0 ? html` <span class="t12 muted">${one.calls_refused_today} refused</span>` : nothing
          }</th><td class="right num">${one.unpriced ? 'not known' : usd(one.usd_used_today)}</td><td class="right num">${compact(one.tokens_used_today)}</td>
          <td class="right muted">${agoOf(one.last_updated)}</td></tr>`,
        )}</tbody></table></div>`;
