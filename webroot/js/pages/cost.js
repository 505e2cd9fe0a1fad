// @ts-check
// Cost: what agents spend against their caps, today and over a month, by agent, model and session. Numbers follow the stream.
import { effect, html, icon, nothing, signal, untracked } from '../core/dom.js';
import { lazy } from '../core/lazy.js';
import { href, route } from '../core/router.js';
import { fleet, may } from '../core/store.js';
import { styles } from '../core/styles.js';
import { alertsCard, deliveriesCard } from '../cost/alerts-card.js';
import { capsCard } from '../cost/caps-card.js';
import { costFeed } from '../cost/cost-feed.js';
import { courseCard, courseChart } from '../cost/course-chart.js';
import { csvOf } from '../cost/csv.js';
import { dailyCard, dailyChart } from '../cost/daily-chart.js';
import { modelsCard } from '../cost/models-card.js';
import { missing } from '../cost/part-states.js';
import { sessionsCard } from '../cost/sessions-card.js';
import { costStrip } from '../cost/strip.js';
import { unitOf } from '../cost/units.js';
import { proposalsFeed } from '../policies/proposals-feed.js';
import { pageHead } from '../shell/page-head.js';

await styles('pages/cost');

/** @typedef {{ key: string | null, days: number, words: string }} Period */

/** @type {Period[]} */
const PERIODS = [
  { key: null, days: 1, words: 'Today' },
  { key: '7d', days: 7, words: '7 days' },
  { key: '30d', days: 30, words: '30 days' },
];

const budgetRoom = lazy(() => import('../cost/budget-dialog.js'));

/** @returns {import('../core/router.js').Page} */
export default function page() {
  const feed = costFeed(() => route.peek().query.agent);
  const proposed = proposalsFeed(['budget']);
  const proposals = lazy(async () => (await import('../policies/proposals-card.js')).proposalsCard(proposed));
  const charts = { daily: dailyChart(), course: courseChart() };
  /** @type {import('../../vendor/signals-core.js').Signal<number | null>} the bar under the pointer */
  const pointed = signal(null);
  /** @type {ReturnType<typeof import('../cost/budget-dialog.js').budgetDialog> | null} */
  let open = null;
  let shownAgent = route.peek().query.agent;
  /** @type {(() => void)[]} */
  let stops = [];

  function followAgent() {
    const { path, query } = route.value;
    if (path === '/cost' && query.agent !== shownAgent) {
      shownAgent = query.agent;
      untracked(feed.again);
    }
  }

  return {
    title: 'Cost',
    view,
    mount() {
      stops = [feed.follow(), proposed.follow(), effect(followAgent)];
    },
    unmount() {
      stops.forEach((stop) => stop());
      open?.stop();
    },
  };

  function view() {
    const { query } = route.value;
    const unit = unitOf(query.unit);
    const period = PERIODS.find(({ key }) => key === query.period) ?? PERIODS[0];
    return html`${pageHead({ title: 'Cost' })}${toolbar(period, unit)}${body(query, unit, period)}${dialogOf(query)}`;
  }

  /** @param {Period} period @param {import('../cost/units.js').Unit} unit */
  function toolbar(period, unit) {
    return html`<div class="toolbar cost-bar">
      <div class="seg" role="group" aria-label="Period">${PERIODS.map(
        (one) => html`<a href=${href({ period: one.key })} aria-current=${one === period ? 'true' : nothing}>${one.words}</a>`,
      )}</div>
      <div class="seg" role="group" aria-label="Unit"><a href=${href({ unit: null })} aria-current=${unit.key === 'usd' ? 'true' : nothing}>USD</a><a
        href=${href({ unit: 'tokens' })} aria-current=${unit.key === 'tokens' ? 'true' : nothing}>Tokens</a></div>
      ${onlyAgent()}
      <span class="t12 muted">Days start at 00:00 UTC</span>
      ${exportButton()}
    </div>`;
  }

  function onlyAgent() {
    const { agent } = route.value.query;
    return agent
      ? html`<a class="filter on" href=${href({ agent: null })} aria-label="Show all agents, not only ${agent}">Agent <b class="trunc agent-n"
          dir="auto">${agent}</b>${icon('x', undefined, 's')}</a>`
      : nothing;
  }

  function exportButton() {
    const { known } = feed.history.state.value;
    return known
      ? html`<button type="button" class="btn end" @click=${() => save(csvOf(known), `cost-${known.from}-${known.to}.csv`)}>${icon(
          'download',
          undefined,
          's',
        )}Export CSV</button>`
      : nothing;
  }

  /** @param {Record<string, string>} query @param {import('../cost/units.js').Unit} unit @param {Period} period */
  function body(query, unit, period) {
    const [history, course, caps, models, sessions] = [feed.history, feed.course, feed.caps, feed.models, feed.sessions].map(({ state }) => state.value);
    const alerts = feed.alerts.state.value;
    const sessionTable = sessionsCard({
      sessions: /** @type {any} */ (sessions.known),
      instead: missing(sessions, 'The sessions', feed.sessions.read),
      caps: /** @type {any} */ (caps.known),
      unit,
      all: query.tab === 'sessions',
    });
    if (query.tab === 'sessions') {
      return sessionTable;
    }
    return html`${strip(unit, period)}${waiting()}
      <div class="cost-grid">
        ${dailyCard({
          history: /** @type {any} */ (history.known),
          instead: missing(history, 'The daily spend', feed.history.read),
          unit,
          period,
          chart: charts.daily,
          pointed,
          asTable: query.table === 'daily',
        })}
        ${courseCard({
          facts: history.known && course.known && (caps.known || caps.error) ? /** @type {any} */ ({ course: course.known, history: history.known, caps: caps.known }) : null,
          instead: missing(course.error ? course : history, 'The course of the day', () => [feed.history, feed.course].forEach(({ read }) => read())),
          unit,
          chart: charts.course,
          asTable: query.table === 'today',
        })}
        <div class="col gap12">
          ${capsCard({
            caps: /** @type {any} */ (caps.known),
            instead: missing(caps, 'The budgets', feed.caps.read),
            history: /** @type {any} */ (history.known),
            unit,
            mayEdit: may('policies.edit'),
          })}
          ${alertsCard({ alerts: alerts.known, instead: missing(alerts, 'The alerts', feed.alerts.read) })}
        </div>
        <div class="col gap12">
          ${modelsCard({ models: /** @type {any} */ (models.known), instead: missing(models, 'The models', feed.models.read), unit })}
          ${sessionTable}${deliveries()}
        </div>
      </div>`;
  }

  /** @param {import('../cost/units.js').Unit} unit @param {Period} period */
  function strip(unit, period) {
    const { posture, error } = fleet.value;
    const { agent } = route.value.query;
    const found = posture?.agents.filter((/** @type {import('../core/types.js').Agent} */ { agent_id: id }) => !agent || id === agent);
    const agents = { known: error ? null : (found ?? null), error: /** @type {any} */ (error) };
    return costStrip({ history: feed.history.state.value, caps: feed.caps.state.value, models: feed.models.state.value, agents }, unit, period);
  }

  function deliveries() {
    const sent = feed.deliveries.state.value;
    return may('alerts.deliveries')
      ? deliveriesCard({ deliveries: sent.known, instead: missing(sent, 'The deliveries', feed.deliveries.read) })
      : nothing;
  }

  /** What waits for a second admin: for most fleets nothing. */
  function waiting() {
    const { known, error } = proposed.state.value;
    return error || (known && known.proposals.length > 0) ? proposals()?.view() : nothing;
  }

  /** @param {Record<string, string>} query */
  function dialogOf({ edit }) {
    if (!edit || !may('policies.edit')) {
      open?.stop();
      open = null;
      return nothing;
    }
    const budgets = budgetRoom();
    if (!budgets) {
      return nothing;
    }
    if (open?.agent !== edit) {
      open?.stop();
      open = untracked(() => budgets.budgetDialog(edit, (asked) => (asked ? proposed.read() : feed.caps.read())));
    }
    const agent = fleet.value.posture?.agents.find((/** @type {import('../core/types.js').Agent} */ { agent_id: id }) => id === edit);
    return open.view(agent?.usd_today ?? null, proposed.state.value.known?.second_approver.includes('budget') ?? false);
  }
}

/** @param {string} text @param {string} name */
function save(text, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
