// @ts-check
// Budgets of the day, the one that is used most first; what is near a cap is the server's threshold.
import { html, icon, nothing } from '../core/dom.js';
import { count, plural, usd } from '../core/fmt.js';
import { href } from '../core/router.js';
import { spark } from '../posture/spark.js';
import { glyph } from '../ui/glyph.js';
import { meter } from '../ui/meter.js';
import { empty } from '../ui/states.js';
import { STATES, capRows, stateOf } from './shares.js';
import { daysOf } from './stack.js';

/** @typedef {import('./units.js').Unit} Unit */
/** @typedef {import('./shares.js').Row} Row */

const SPARK_DAYS = 14;

/**
 * @param {object} parts
 * @param {import('./types.js').Caps | null} parts.caps
 * @param {unknown} parts.instead
 * @param {import('./types.js').History | null} parts.history
 * @param {Unit} parts.unit
 * @param {boolean} parts.mayEdit
 */
export const capsCard = ({ caps, instead, history, unit, mayEdit }) => html`<section class="card" aria-labelledby="caps-t">
  <header class="panel-head"><h2 id="caps-t">Budget caps</h2><span class="t12 muted">per agent, per day</span></header>
  ${caps ? body(caps, history, unit, mayEdit) : instead}
</section>`;

/** @param {import('./types.js').Caps} caps @param {import('./types.js').History | null} history @param {Unit} unit @param {boolean} mayEdit */
function body(caps, history, unit, mayEdit) {
  if (caps.agents.length === 0) {
    return html`${empty('No caps set', 'An agent without a budget spends without a limit. Its code registers one, or an admin sets it.')}${without(caps, history, mayEdit)}`;
  }
  const rows = capRows(caps.agents, unit);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Budget caps, table"><table class="table caps">
      <thead><tr><th scope="col">Agent</th><th scope="col">Used</th><th scope="col" class="right">${unit.noun}</th><th scope="col"
        class="right">Cap</th><th scope="col" class="hide-sm">${SPARK_DAYS} days</th>${
          mayEdit ? html`<th scope="col"><span class="sr">Edit</span></th>` : nothing
        }</tr></thead>
      <tbody>${rows.map((row) => line(row, caps.warning_percent, history, unit, mayEdit))}</tbody>
    </table></div>
    ${caps.complete ? nothing : html`<p class="t12 muted pad note">Only the first ${count(caps.agents.length)} budgets are shown.</p>`}
    ${without(caps, history, mayEdit)}`;
}

/** @param {Row} row @param {number} warning @param {import('./types.js').History | null} history @param {Unit} unit @param {boolean} mayEdit */
const line = ({ agent, cap, problem }, warning, history, unit, mayEdit) => html`<tr>
  <th scope="row"><a class="rowlink trunc" dir="auto" title=${agent} href=${href({ agent })}>${agent}</a>${
    problem ? html`<span class="t12 c-fail wrap-any row problem">${glyph('fail')}<span dir="auto">${problem}; the Java SDK refuses to spend</span></span>` : nothing
  }</th>
  ${cap ? share(agent, cap, warning, unit) : uncapped(agent, history, unit)}
  <td class="hide-sm">${fortnight(agent, history, unit)}</td>
  ${mayEdit ? html`<td class="right">${editLink(agent, 'Edit')}</td>` : nothing}
</tr>`;

/** @param {string} id @param {import('./types.js').History | null} history @param {Unit} unit */
function uncapped(id, history, unit) {
  const days = history?.top.find((one) => one.agent_id === id)?.days;
  const used = days && (days.find(({ day }) => day === history?.to)?.[unit.key] ?? 0);
  return html`<td class="w muted t12">no daily cap in ${unit.key === 'usd' ? 'dollars' : 'tokens'}</td>
    <td class="right num med">${used === undefined ? html`<span class="muted">–<span class="sr">not known</span></span>` : unit.text(used)}</td>
    <td class="right muted">–<span class="sr">none</span></td>`;
}

/** @param {string} agent @param {import('./types.js').Cap} cap @param {number} warning @param {Unit} unit */
function share(agent, cap, warning, unit) {
  const state = stateOf(cap.percent, warning);
  return html`<td class="w"><span class="row">${meter(cap.used, cap.limit, `${agent}, share of its daily cap`, warning / 100)}<span
      class="num pc ${state ? `c-${state} strong` : 'muted'}">${Math.floor(cap.percent)} %<span class="sr"> ${STATES[state]}</span></span></span></td>
    <td class="right num med" title=${cap.reserved > 0 ? `and ${unit.text(cap.reserved)} held by calls under way` : nothing}>${unit.text(cap.used)}</td>
    <td class="right num muted">${unit.limit(cap.limit)}</td>`;
}

/** @param {string} id @param {import('./types.js').History | null} history @param {Unit} unit */
function fortnight(id, history, unit) {
  const agent = history?.top.find((one) => one.agent_id === id);
  if (!history || !agent) {
    return html`<span class="muted">–<span class="sr">not known</span></span>`;
  }
  const values = daysOf(agent, history.days.slice(-SPARK_DAYS), unit.key);
  const most = Math.max(...values);
  return spark(most > 0 ? values.map((value) => (value / most) * 100) : values, 70, 18);
}

/** @param {string} agent @param {string} word */
const editLink = (agent, word) => html`<a class="btn quiet sm" data-replace href=${href({ edit: agent })} aria-label="${word} the budget of ${agent}">${icon(
  'edit',
  undefined,
  's',
)}<span class="hide-sm">${word}</span></a>`;

/** Agents that spent today and have no budget at all. @param {import('./types.js').Caps} caps @param {import('./types.js').History | null} history @param {boolean} mayEdit */
function without(caps, history, mayEdit) {
  const known = new Set(caps.agents.map(({ agent_id: id }) => id));
  const free = !caps.complete || !history ? [] : history.top.filter(({ agent_id: id, days }) => !known.has(id) && days.some(({ day }) => day === history.to));
  return free.length === 0
    ? nothing
    : html`<div class="pad note"><p class="t12 muted">${plural(free.length, 'agent')} spent today without a budget:</p>
        <ul class="t13 free">${free.slice(0, 5).map(({ agent_id: id, days }) => html`<li class="row"><span class="trunc" dir="auto">${id}</span><span
          class="num muted">${usd(days.find(({ day }) => day === history?.to)?.usd ?? 0)}</span>${mayEdit ? editLink(id, 'Set') : nothing}</li>`)}</ul></div>`;
}
