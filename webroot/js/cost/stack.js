// @ts-check
// Days one on the other: the five agents that used the most, and all others as one.
import { minus, total } from './exact.js';

/** Colours there are. */
const SHOWN = 5;

/**
 * @typedef {object} Layer
 * @property {string | null} agent null for all others
 * @property {number | null} agents how many they are; null when that is not known
 * @property {number[]} values day by day
 * @property {number} sum
 */

/** @typedef {{ days: string[], totals: number[], sum: number, layers: Layer[] }} Stack */

/**
 * @param {import('./types.js').History} history
 * @param {import('./types.js').UnitKey} unit
 * @param {number} length the last so many days
 * @returns {Stack}
 */
export function stackOf(history, unit, length) {
  const days = history.days.slice(-length);
  const totals = days.map((day) => day[unit]);
  const agents = history.top
    .map((agent) => layer(agent, days, unit))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum || (a.agent < b.agent ? -1 : 1));
  const shown = agents.slice(0, SHOWN);
  const rest = totals.map((sum, i) => Math.max(0, shown.reduce((left, { values }) => minus(left, values[i]), sum)));
  const others = history.top.length >= history.agents ? agents.length - shown.length : null;
  const other = { agent: null, agents: others, values: rest, sum: total(rest) };
  return {
    days: days.map(({ day }) => day),
    totals,
    sum: total(totals),
    layers: other.sum > 0 ? [...shown, other] : shown,
  };
}

/** @param {import('./types.js').AgentHistory} agent @param {{ day: string }[]} days @param {import('./types.js').UnitKey} unit */
function layer(agent, days, unit) {
  const values = daysOf(agent, days, unit);
  return { agent: agent.agent_id, agents: 1, values, sum: total(values) };
}

/**
 * What an agent used on each of some days.
 *
 * @param {import('./types.js').AgentHistory} agent
 * @param {{ day: string }[]} days
 * @param {import('./types.js').UnitKey} unit
 */
export function daysOf(agent, days, unit) {
  const known = new Map(agent.days.map((day) => [day.day, day[unit]]));
  return days.map(({ day }) => known.get(day) ?? 0);
}

/** The name of a layer. @param {Layer} layer */
export const nameOf = ({ agent, agents }) => agent ?? (agents === null ? 'all others' : `other (${agents})`);

/**
 * For the drawing: each layer with those below it, the highest first, so that lower ones are painted over it.
 *
 * @param {Stack} stack
 * @returns {number[][]}
 */
export function heights({ layers, days }) {
  const sums = days.map(() => 0);
  return layers
    .map(({ values }) => values.map((value, i) => (sums[i] = total([sums[i], value]))))
    .reverse();
}
