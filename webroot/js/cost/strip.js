// @ts-check
// Four figures: what was used against all caps, what it comes to by midnight, the other unit, and what caps stopped.
import { html, nothing } from '../core/dom.js';
import { compact, count, plural } from '../core/fmt.js';
import { url } from '../core/router.js';
import { meter } from '../ui/meter.js';
import { percentOf, total } from './exact.js';
import { callsOf } from './models.js';
import { STATES, stateOf, sumOfCaps } from './shares.js';
import { otherUnit } from './units.js';
import { onCourse, stoppedWords } from './words.js';

/** @typedef {import('./units.js').Unit} Unit */
/**
 * @template T
 * @typedef {import('../core/part.js').Known<T>} Known
 */
/** @typedef {{ history: Known<import('./types.js').History>, caps: Known<import('./types.js').Caps>, models: Known<import('./types.js').ModelSpend[]>, agents: Known<import('../core/types.js').Agent[]> }} Facts */

/** @param {Facts} facts @param {Unit} unit @param {{ days: number, words: string }} period */
export const costStrip = (facts, unit, period) => html`<section class="strip stats4" aria-label="${period.words}, days start at 00:00 UTC">
  ${used(facts, unit, period)}${course(facts, unit)}${other(facts, unit, period)}${stopped(facts)}
</section>`;

/** @param {string} label @param {unknown} value @param {unknown} words */
const cell = (label, value, words) => html`<div><div class="stat-l">${label}</div><div class="stat-v">${value}</div><div
  class="stat-s">${words}</div></div>`;

/** Loading, or why there is no figure; the card below tells the failure whole. @param {string} label @param {Known<unknown>} state */
const unknown = (label, { error }) =>
  error ? cell(label, 'Not known', error.status === 403 ? 'your role may not see it' : 'it could not be read') : cell(label, html`<span class="sk sk-figure"></span>`, '\u00a0'); // keeps the line's place

/** As Spend today, or Spend in 7 days. @param {string} noun @param {number} days @param {string} words */
const spanOf = (noun, days, words) => (days === 1 ? `${noun} ${words.toLowerCase()}` : `${noun} in ${words}`);

/** @param {import('./types.js').History} history @param {Unit} unit @param {number} days */
const sum = (history, unit, days) => total(history.days.slice(-days).map((day) => day[unit.key]));

/** @param {Facts} facts @param {Unit} unit @param {{ days: number, words: string }} period */
function used({ history, caps }, unit, { days, words }) {
  const label = spanOf(unit.noun, days, words);
  if (!history.known) {
    return unknown(label, history);
  }
  const value = sum(history.known, unit, days);
  if (days > 1) {
    const average = value / days;
    return cell(label, unit.text(value), `${unit.key === 'tokens' ? unit.text(Math.round(average)) : unit.text(average)} a day on average`);
  }
  return cell(label, unit.text(value), caps.known ? againstCaps(value, caps.known, unit) : caps.error ? 'the caps are not known' : nothing);
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
  if (!history.known) {
    return unknown('On course for', history);
  }
  const { value, words } = onCourse(history.known.projection, unit);
  return cell('On course for', value, html`<span class="wrap-any">${words}</span>`);
}

/** @param {Facts} facts @param {Unit} unit @param {{ days: number, words: string }} period */
function other({ history, models }, unit, { days, words }) {
  const second = otherUnit(unit);
  const label = spanOf(second.noun, days, words);
  const note = (days === 1 && models.known && inAndOut(models.known)) || 'in and out are counted together';
  return history.known
    ? cell(label, second.text(sum(history.known, second, days)), second.key === 'tokens' ? note : 'of models with a price')
    : unknown(label, history);
}

/** By the audit log, of today; null where it tells of none. @param {import('./types.js').ModelSpend[]} models */
function inAndOut(models) {
  const { input, output } = callsOf(models);
  return input && output ? `${input.whole ? '' : 'at least '}${compact(input.amount)} in, ${compact(output.amount)} out by the log` : null;
}

/** @param {Facts} facts */
function stopped({ agents }) {
  if (!agents.known) {
    return unknown('Stopped by caps today', agents);
  }
  const found = agents.known
    .map(({ agent_id: agent, cost }) => ({ agent, calls: cost?.exceeded_today ?? 0 }))
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => b.calls - a.calls);
  const calls = found.reduce((all, one) => all + one.calls, 0);
  const words = calls === 0 ? 'no call was refused for its budget' : html`<span class="trunc" dir="auto">${stoppedWords(found)}</span>`;
  return html`<a href=${url('/audit', { kind: 'budget.exceeded' })}><div class="stat-l">Stopped by caps today</div><div class="stat-v">${
    calls === 0 ? count(0) : plural(calls, 'call')
  }</div><div class="stat-s">${words}</div></a>`;
}
