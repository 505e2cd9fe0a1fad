// @ts-check
// The fleet as a table: for many agents, and for whoever must read every row.
import { html, nothing, repeat, memo } from '../core/dom.js';
import { count, usd, usdCap } from '../core/fmt.js';
import { styles } from '../core/styles.js';
import { agentLink } from '../ui/agent-link.js';
import { haltOrResume } from './card.js';
import { glyph, WORDS } from '../ui/glyph.js';
import { LABELS, lampOf, MODULES } from './lamp.js';
import { presence } from '../ui/presence.js';
import { agoOf } from '../ui/time.js';

await styles('pages/matrix');

/** @typedef {import('../core/types.js').Agent} Agent */

/**
 * @param {Agent[]} agents
 * @param {boolean} admin
 * @param {unknown[]} also what else the rows depend on
 */
export const matrix = (agents, admin, also) => html`<div class="card scroll" tabindex="0" role="region" aria-label="All agents and modules">
  <table class="table matrix">
    <thead><tr><th scope="col">Agent</th><th scope="col">State</th>${MODULES.map(
      (module) => html`<th scope="col" class="mc">${LABELS[module]}</th>`,
    )}<th scope="col" class="right">Spend today</th><th scope="col" class="right">Events</th><th scope="col" class="right">Last event</th>${
      admin ? html`<th scope="col"><span class="sr">Halt or resume</span></th>` : nothing
    }</tr></thead>
    <tbody>${repeat(
      agents,
      (/** @type {Agent} */ agent) => agent.agent_id,
      (/** @type {Agent} */ agent) => html`<tr class=${agent.status} data-tour="card">${memo([agent, admin, ...also], () => cells(agent, admin))}</tr>`,
    )}</tbody>
  </table>
</div>`;

/** @param {Agent} agent @param {boolean} admin */
const cells = (agent, admin) => html`<th scope="row">${agentLink(agent.agent_id, 'rowlink', true)}</th>
  <td>${presence(agent.presence)}</td>
  ${MODULES.map((module) => cell(agent, module))}
  <td class="right num">${usd(agent.usd_today)}${
    agent.cap_usd === null ? nothing : html` <span class="muted">/ ${usdCap(agent.cap_usd)}</span>`
  }</td>
  <td class="right num">${count(agent.event_count)}</td>
  <td class="right muted">${agent.last_active ? agoOf(agent.last_active) : 'never'}</td>
  ${admin ? html`<td class="right">${haltOrResume(agent)}</td>` : nothing}`;

/** @param {Agent} agent @param {import('../core/types.js').Module} module */
function cell(agent, module) {
  const { shape, value, title } = lampOf(agent, module);
  return html`<td class="mc"><span class="ml ${shape}" title=${title}>${glyph(shape)}<span class="sr">${WORDS[shape]}</span>${
    value ? html`<span class="num">${value}</span>` : nothing
  }</span></td>`;
}
