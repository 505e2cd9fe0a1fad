// @ts-check
// Who an agent is and how it stands: as on its card, with everything that the card leaves out.
import { html, nothing } from '../core/dom.js';
import { count, plural, usd, usdCap } from '../core/fmt.js';
import { fleet, isAdmin } from '../core/store.js';
import { haltOrResume } from '../posture/card.js';
import { issues } from '../posture/issues.js';
import { lamp, MODULES } from '../posture/lamp.js';
import { jsonView } from '../ui/metadata.js';
import { meter } from '../ui/meter.js';
import { operatorWords } from '../ui/operator.js';
import { presence } from '../ui/presence.js';
import { agoOf, stampOf } from '../ui/time.js';

/** @typedef {import('../core/types.js').Agent} Agent */
/** @typedef {import('../core/types.js').AgentPresence} AgentPresence */

/** All of them: there is room. */
const ISSUES = 24;

/**
 * @param {string} id
 * @param {import('./identity.js').Identity} identity
 * @param {unknown} owners
 */
export const head = (id, { agent, presence: known }, owners) => html`<section class="agent card ag-head ${agent?.status ?? statusOf(known)}"
  aria-label="How it stands">
  <header class="row">
    ${known ? presence(known) : html`<span class="presence never"><span class="dot"></span>No heartbeat</span>`}
    <span class="muted t12 trunc">${since(known)}</span>
    <span class="end"></span>
    ${isAdmin() ? haltOrResume({ agent_id: id, presence: { halt: known?.halt ?? null } }) : nothing}
  </header>
  ${agent ? html`<ul class="lamps" aria-label="Enforcement modules">${MODULES.map((module) => lamp(agent, module))}</ul>` : unlit()}
  ${agent && agent.issues.length > 0 ? issues(agent, ISSUES, 'wrap-any') : nothing}
  <dl class="ag-facts">
    ${fact('Operator', known?.operator_id ? html`<bdi class="wrap-any">${operatorWords(known.operator_id)}</bdi>` : 'not known')}
    ${fact('Running since', known?.started_at ? stampOf(known.started_at) : 'not known')}
    ${fact('Last heartbeat', known?.last_heartbeat ? agoOf(known.last_heartbeat) : 'never seen')}
    ${agent ? ofCard(agent) : nothing}
  </dl>
  <div class="ag-more">${owners}${said(known)}</div>
</section>`;

/** @param {AgentPresence | null} known */
const statusOf = (known) => (known?.halt ? 'halted' : '');

/** @param {AgentPresence | null} known */
function since(known) {
  if (known?.halt) {
    const { halted_by: by, halted_at: at } = known.halt;
    return html`by <bdi>${by}</bdi>${at ? html`, ${agoOf(at)}` : nothing}`;
  }
  return known?.started_at ? html`running since ${agoOf(known.started_at)}` : nothing;
}

const unlit = () => html`<p class="t13 muted">${
  fleet.value.error
    ? 'Its lamps are not known: the posture cannot be read.'
    : 'Its lamps are not known: the posture holds the agents that need somebody first, and not this one. Perhaps the console itself writes under this id.'
}</p>`;

/** @param {Agent} agent */
const ofCard = (agent) => html`${fact('Last event', agent.last_active ? agoOf(agent.last_active) : 'never')}
  ${fact('Events', html`<span title=${plural(agent.event_count, 'event')}>${count(agent.event_count)}</span>`)}
  ${fact('Spend today', html`<span class="row"><span>${usd(agent.usd_today)} <span class="muted">${
    agent.cap_usd === null ? 'no cap' : `of ${usdCap(agent.cap_usd)}`
  }</span></span>${agent.cap_usd === null ? nothing : meter(agent.usd_today, agent.cap_usd, 'Spend today of the daily cap')}</span>`)}`;

/** @param {string} name @param {unknown} value */
const fact = (name, value) => html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`;

/** What its process says of itself; nobody checked it. @param {AgentPresence | null} known */
function said(known) {
  return known && Object.keys(known.metadata ?? {}).length > 0
    ? html`<details class="t13"><summary>What its heartbeat says of itself</summary>${jsonView(known.metadata, 'Metadata of the heartbeat')}</details>`
    : nothing;
}
