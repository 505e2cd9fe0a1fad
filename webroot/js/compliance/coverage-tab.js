// @ts-check
// Coverage: which agents call models through a wrapped client, and which wrote without one.
import { effect, html, nothing, untracked } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { route, url } from '../core/router.js';
import { onRefresh } from '../core/stream.js';
import { glyph } from '../ui/glyph.js';
import { empty, failure, skeletonRows } from '../ui/states.js';
import { agoOf, stampOf } from '../ui/time.js';
import { fact } from '../verify/chain-facts.js';
import { coverageShape, noBlindSpot, percentWords, whyNot } from './coverage-words.js';
import { reading } from '../core/reading.js';

/** @type {[days: number, word: string][]} */
const WINDOWS = [
  [1, '24 hours'],
  [7, '7 days'],
  [30, '30 days'],
  [90, '90 days'],
];
const USUAL = 7;

/** @param {string | undefined} text */
const daysOf = (text) => (WINDOWS.some(([days]) => days === Number(text)) ? Number(text) : USUAL);

export function coverageTab() {
  const { read, ask, again, stop } = reading();
  /** @type {(() => void)[]} */
  let stops = [];

  return {
    view: body,
    tools: () => html`<span class="seg" role="group" aria-label="Seen within">${WINDOWS.map(
        ([days, word]) => html`<a data-replace href=${url('/compliance', { tab: 'coverage', days: days === USUAL ? null : days })}
          aria-current=${daysOf(route.value.query.days) === days ? 'true' : nothing}>${word}</a>`,
      )}</span>`,
    mount() {
      let before = 0;
      stops = [
        onRefresh(again),
        effect(() => {
          const days = daysOf(route.value.query.days);
          if (days !== before) {
            before = days;
            untracked(() => ask('/api/coverage', { active_window_days: days }));
          }
        }),
      ];
    },
    unmount() {
      stops.forEach((end) => end());
      stop();
    },
  };

  function body() {
    const { known, error, loading } = read.value;
    if (error) {
      return html`<div class="card">${error.status === 403 ? empty('Not allowed', 'Your role may not see coverage.') : failure({ title: 'Coverage cannot be read', error, retry: again })}</div>`;
    }
    return known
      ? html`<div class="comp" aria-busy=${loading ? 'true' : 'false'}>${share(known)}${blindSpots(known)}${clients(known)}</div>`
      : html`<div class="card"><div class="pad pad-t">${skeletonRows(6)}</div></div>`;
  }
}

/** @param {any} coverage */
function share(coverage) {
  const shape = coverageShape(coverage);
  const words = whyNot(coverage.coverage_pct_reason);
  return html`<section class="card" aria-labelledby="share-t"><header class="panel-head"><h2 id="share-t">Wrapped clients</h2></header>
    <p class="pad big-figure row">${glyph(shape)}<span class=${words ? 'dim' : 'stat-v num'}>${words || percentWords(coverage.coverage_pct, 'ok')}</span>${
      words ? nothing : html`<span class="muted t13">of the agents with a scope policy</span>`
    }</p>
    <dl class="facts pad">
      ${fact('With a scope policy', count(coverage.total_wrappers))}
      ${fact('With a client seen lately', known(coverage.active_wrappers))}
      ${fact('With both', known(coverage.covered_agents))}
      ${fact('As of', stampOf(coverage.as_of))}
    </dl>
    <p class="pad t13 dim">An SDK notes its wrapped clients once an hour while they are used. This does not tell how many calls went past a wrapped client.</p></section>`;
}

/** @param {number | null} n */
const known = (n) => (n === null ? 'not known' : count(n));

/** @param {any} coverage */
const blindSpots = ({ unwrapped_agents_seen_in_audit: agents, active_wrappers: active, active_window_days: days, complete }) => html`<section class="card" aria-labelledby="blind-t">
  <header class="panel-head"><h2 id="blind-t">Blind spots</h2><span class="muted t13">wrote within ${days === 1 ? '24 hours' : `${days} days`}, no wrapped client seen</span></header>
  ${
    agents.length === 0
      ? html`<p class="pad row">${glyph(active ? 'pass' : 'none')}${noBlindSpot(active)}</p>`
      : html`<ul class="blind">${agents.map((/** @type {string} */ id) => html`<li>${glyph('warn')}<a class="wrap-any" dir="auto" href=${url('/audit', { agent: id })}>${id}</a></li>`)}</ul>
        <p class="pad t13 dim">Their calls of models may be unrecorded. An agent that calls none is listed, too.</p>`
  }${complete ? nothing : html`<p class="pad t13 muted">There are more than are listed here.</p>`}</section>`;

/** @param {any} coverage */
const clients = ({ by_agent: rows }) => html`<section class="card wide" aria-labelledby="clients-t"><header class="panel-head"><h2 id="clients-t">Clients</h2></header>${
  rows.length === 0
    ? html`<p class="pad dim">No wrapped client was ever registered.</p>`
    : html`<div class="scroll"><table class="table clients"><thead><tr><th scope="col">Agent</th><th scope="col">Provider</th><th scope="col">Last seen</th><th scope="col">State</th></tr></thead>
        <tbody>${rows.map(row)}</tbody></table></div>`
}</section>`;

/** @param {{ agent_id: string, provider: string, active: boolean, last_seen_at: string }} one */
const row = ({ agent_id: id, provider, active, last_seen_at: at }) => html`<tr><th scope="row" class="med trunc" dir="auto">${id}</th><td class="trunc">${provider}</td><td>${agoOf(
  at,
)}</td><td><span class="pill">${glyph(active ? 'pass' : 'none')}${active ? 'Active' : 'Not seen lately'}</span></td></tr>`;
