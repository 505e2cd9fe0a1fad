// @ts-check
// Four figures: what was used against all caps, what it comes to by midnight, the other unit, and what caps stopped.
import { html, nothing } from '../core/dom.js';
import { count, plural } from '../core/fmt.js';
import { url } from '../core/router.js';
import { meter } from '../ui/meter.js';
import { percentOf, total } from './exact.js';
import { STATES, stateOf, sumOfCaps } from './shares.js';
import { otherUnit } from './units.js';
import { onCourse, stoppedWords } from './words.js';

/** @typedef {import('./units.js').Unit} Unit */
/** @typedef {{ history: import('./types.js').History | null, caps: import('./types.js').Caps | null, agents: import('../core/types.js').Agent[] | null }} Facts */

/** @param {Facts} facts @param {Unit} unit @param {{ days: number, words: string }} period */
export const costStrip = (facts, unit, period) => html`<section class="strip stats4" aria-label="${period.words}, days start at 00:00 UTC">
  ${used(facts, unit, period)}${course(facts, unit)}${other(facts, unit, period)}${stopped(facts)}
</section>`;

/** @param {string} label @param {unknown} value @param {unknown} words */
const cell = (label, value, words) => html`<div><div class="stat-l">${label}</div><div class="stat-v">${value}</div><div
  class="stat-s">${words}</div></div>`;

const loading = html`<span class="sk sk-v"></span>`;

/** @param {import('./types.js').History} history @param {Unit} unit @param {number} days */
const sum = (history, unit, days) => total(history.days.slice(-days).map((day) => day[unit.key]));

/** @param {Facts} facts @param {Unit} unit @param {{ days: number, words: string }} period */
function used({ history, caps }, unit, { days, words }) {
  const label = `${unit.noun} ${words.toLowerCase()}`;
  if (!history) {
    return cell(label, loading, nothing);
  }
  const value = sum(history, unit, days);
  if (days > 1) {
    const average = value / days;
    return cell(label, unit.text(value), `${unit.key === 'tokens' ? unit.text(Math.round(average)) : unit.text(average)} a day on average`);
  }
  return cell(label, unit.text(value), caps ? againstCaps(value, caps, unit) : nothing);
}

/** @param {number} value @param {import('./types.js').Caps} caps @param {Unit} unit */
function againstCaps(value, caps, unit) {
  const most = sumOfCaps(caps.agents, unit);
  if (most === null || !caps.complete) {
    return most === null ? 'no caps set' : 'there are too many caps to add them up here';
  }
  const percent = percentOf(value, most);
  const state = stateOf(percent, caps.warning_percent);
  return html`${meter(value, most, `${unit.noun} today against the sum of caps`, caps.warning_percent / 100)}<span
    class="num ${state ? `c-${state} strong` : ''}">${Math.floor(percent)} % of ${unit.limit(most)}<span class="sr"> ${STATES[state]}</span></span>`;
}

/** @param {Facts} facts @param {Unit} unit */
function course({ history }, unit) {
  if (!history) {
    return cell('On course for', loading, nothing);
  }
  const { value, words } = onCourse(history.projection, unit);
  return cell('On course for', value, html`<span class="wrap-any">${words}</span>`);
}

/** @param {Facts} facts @param {Unit} unit @param {{ days: number, words: string }} period */
function other({ history }, unit, { days, words }) {
  const second = otherUnit(unit);
  const label = `${second.noun} ${words.toLowerCase()}`;
  const note = 'input and output are counted together';
  return history
    ? cell(label, second.text(sum(history, second, days)), second.key === 'tokens' ? note : 'of models with a price')
    : cell(label, loading, nothing);
}

/** @param {Facts} facts */
function stopped({ agents }) {
  if (!agents) {
    return cell('Stopped by caps today', loading, nothing);
  }
  const found = agents
    .map(({ agent_id: agent, cost }) => ({ agent, calls: cost?.exceeded_today ?? 0 }))
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => b.calls - a.calls);
  const calls = found.reduce((all, one) => all + one.calls, 0);
  const words = calls === 0 ? 'no call was refused for its budget' : html`<span class="trunc" dir="auto">${stoppedWords(found)}</span>`;
  return html`<a href=${url('/audit', { kind: 'budget.exceeded' })}><div class="stat-l">Stopped by caps today</div><div class="stat-v">${
    calls === 0 ? count(0) : plural(calls, 'call')
  }</div><div class="stat-s">${words}</div></a>`;
}
