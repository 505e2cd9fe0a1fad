// @ts-check
// An agent's card: always the same rhythm, so that the eye finds the deviation.
import { html, icon, nothing } from '../core/dom.js';
import { compact, plural, usd, usdCap } from '../core/fmt.js';
import { setQuery } from '../core/router.js';
import { agentLink } from '../ui/agent-link.js';
import { issues } from './issues.js';
import { lamp, MODULES } from './lamp.js';
import { meter } from '../ui/meter.js';
import { presence } from '../ui/presence.js';
import { spark } from './spark.js';
import { agoOf } from '../ui/time.js';

/** @typedef {import('../core/types.js').Agent} Agent */

/** More lines would break the rhythm; the rest is counted. */
const ISSUES_SHOWN = 2;

/** @param {Agent} agent @param {boolean} admin */
export const card = (agent, admin) => html`<article class="agent card ${agent.status}"
  aria-label=${agent.agent_id} data-tour="card">
  <header class="row">
    <h2 class="trunc" title=${agent.agent_id}>${agentLink(agent.agent_id, 'rowlink', true)}</h2>
    ${presence(agent.presence)}
    <span class="end"></span>
    ${admin ? haltOrResume(agent) : nothing}
  </header>
  <ul class="lamps" aria-label="Enforcement modules">${MODULES.map((module) => lamp(agent, module))}</ul>
  ${agent.issues.length > 0 ? issues(agent, ISSUES_SHOWN) : calm(agent)}
  ${foot(agent)}
</article>`;

/**
 * Present for admins only, never merely disabled. One button, so that focus stays on it.
 *
 * @param {{ agent_id: string, presence: { halt: unknown } }} agent
 */
export function haltOrResume(agent) {
  const id = agent.agent_id;
  const halted = agent.presence.halt !== null;
  return html`<button type="button" class="btn sm act-btn ${halted ? '' : 'quiet halt'}" aria-haspopup="dialog"
    aria-label="${halted ? 'Resume' : 'Halt'} ${id}" data-tour="halt"
    @click=${() => setQuery(halted ? { resume: id } : { halt: id })}>${icon(halted ? 'resume' : 'halt', undefined, 's')}${
      halted ? 'Resume…' : 'Halt'
    }</button>`;
}

/** @param {Agent} agent */
function calm(agent) {
  const recent = agent.activity.reduce((sum, n) => sum + n, 0);
  return html`<div class="calm">${spark(agent.activity)}<span class="t12 muted" title="${compact(agent.tokens_today)} tokens today">${
    recent === 0 ? 'No events' : plural(recent, 'event')
  } in ${agent.activity.length} min<br />${calmWords(agent)}</span></div>`;
}

/** How near a loop is to its limit is known where the limit is stored; where it is not, its lamp says so. @param {Agent} agent */
export const calmWords = ({ modules: { scope, loop } }) => {
  if (scope?.status !== 'PASS' || loop?.status !== 'PASS') {
    return 'Violations not known';
  }
  return loop.value ? `No violation, loop ${loop.value}` : 'No violation';
};

/** @param {Agent} agent */
const foot = (agent) => html`<footer class="row t12">
  <span class="num"><b class="med">${usd(agent.usd_today)}</b> <span class="muted">${
    agent.cap_usd === null ? 'no cap' : `of ${usdCap(agent.cap_usd)}`
  }</span></span>
  ${agent.cap_usd === null ? html`<span class="grow"></span>` : meter(agent.usd_today, agent.cap_usd, `Spend of ${agent.agent_id} today`)}
  <span class="num muted" title=${plural(agent.event_count, 'event')}>${compact(agent.event_count)} ${
    agent.event_count === 1 ? 'event' : 'events'
  }</span>
  <span class="muted">${agent.last_active ? agoOf(agent.last_active) : 'never active'}</span>
</footer>`;
