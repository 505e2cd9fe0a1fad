// @ts-check
// Days as bars, one agent on the other.
import { html, nothing, vars, watch } from '../core/dom.js';
import { chartPanel } from '../ui/chart-panel.js';
import { empty } from '../ui/states.js';
import { axis, GRID_LESS } from './axes.js';
import { heights, nameOf, stackOf } from './stack.js';
import { dayWords } from './words.js';

/** @typedef {import('./units.js').Unit} Unit */
/** @typedef {import('./stack.js').Stack} Stack */

const COLOURS = ['--c1', '--c2', '--c3', '--c4', '--c5'];
const OTHER = '--c6';

/** @param {import('./stack.js').Layer} layer @param {number} i */
const colourOf = ({ agent }, i) => (agent === null ? OTHER : COLOURS[i]);

/** Bars for a number of days in a unit; the last ones, as a new function would draw anew. */
export function dailyChart() {
  let drawn = '';
  /** @type {import('../ui/chart.js').Options} */
  let options = () => ({});
  /** @type {{ history: unknown, key: string, data: number[][] }} */
  let last = { history: null, key: '', data: [] };

  /**
   * @param {import('./types.js').History} history
   * @param {Stack} stack
   * @param {Unit} unit
   */
  return (history, stack, unit) => {
    const colours = stack.layers.map(colourOf).reverse();
    const key = [unit.key, stack.days[0], stack.days.length, ...colours].join(' ');
    if (key !== drawn) {
      drawn = key;
      options = barsOf(stack.days, colours, unit);
    }
    if (last.history !== history || last.key !== key) {
      last = { history, key, data: [stack.days.map((_day, i) => i), ...heights(stack)] };
    }
    return { options, data: last.data };
  };
}

/** @param {string[]} days @param {string[]} colours the highest first @param {Unit} unit @returns {import('../ui/chart.js').Options} */
const barsOf = (days, colours, unit) => (uPlot, colour) => ({
  padding: [10, 4, 0, 0],
  legend: { show: false },
  cursor: { points: { show: false }, y: false, drag: { x: false, y: false } },
  scales: {
    x: { time: false, range: () => [-0.6, days.length - 0.4] },
    y: { range: (/** @type {any} */ _plot, /** @type {number} */ _least, /** @type {number} */ most) => [0, (most || 1) * 1.08] },
  },
  axes: [
    axis(colour, {
      ...GRID_LESS,
      splits: (/** @type {any} */ plot) => steps(days.length, Math.max(2, Math.floor(plot.width / 90))),
      values: (/** @type {any} */ _plot, /** @type {number[]} */ at) => at.map((i) => (days[i] ? dayWords(days[i]) : '')),
    }),
    axis(colour, { size: 52, space: 36, values: (/** @type {any} */ _plot, /** @type {number[]} */ at) => at.map(unit.tick) }),
  ],
  series: [
    {},
    ...colours.map((name) => ({
      fill: colour(name),
      stroke: colour(name),
      width: 0,
      points: { show: false },
      paths: uPlot.paths.bars({ size: [0.66, 30], align: 0 }),
    })),
  ],
});

/** At most so many of so many days, evenly apart. @param {number} days @param {number} most */
function steps(days, most) {
  const step = Math.max(1, Math.ceil(days / most));
  return Array.from({ length: Math.ceil(days / step) }, (_, i) => i * step);
}

/**
 * @param {object} parts
 * @param {import('./types.js').History | null} parts.history
 * @param {unknown} parts.instead
 * @param {Unit} parts.unit
 * @param {{ days: number, words: string }} parts.period
 * @param {ReturnType<typeof dailyChart>} parts.chart
 * @param {import('../../vendor/signals-core.js').Signal<number | null>} parts.pointed the bar under the pointer
 * @param {boolean} parts.asTable
 */
export function dailyCard({ history, instead, unit, period, chart, pointed, asTable }) {
  const length = period.days === 1 ? 30 : period.days;
  const panel = { id: 'daily', title: `Daily ${unit.noun.toLowerCase()} by agent`, note: `last ${length} days`, asTable };
  if (!history) {
    return chartPanel({ ...panel, drawn: null, instead });
  }
  const stack = stackOf(history, unit.key, length);
  if (stack.layers.length === 0) {
    const words = unit.key === 'usd' ? 'No priced usage in these days. Spend appears as soon as an agent pays for a call.' : 'No tokens were used in these days.';
    return chartPanel({ ...panel, drawn: null, instead: empty('Nothing was used', words) });
  }
  return chartPanel({
    ...panel,
    drawn: {
      ...chart(history, stack, unit),
      label: sentence(stack, unit),
      legend: watch(pointed, (/** @type {number | null} */ at) => legend(stack, unit, period, at)),
      table: () => table(stack, unit),
      onPointed: ({ detail }) => (pointed.value = detail),
    },
  });
}

/** @param {Stack} stack @param {Unit} unit */
function sentence({ days, totals }, unit) {
  const most = totals.indexOf(Math.max(...totals));
  const last = days.length - 1;
  return `${unit.noun} by agent, stacked, ${dayWords(days[0])} to ${dayWords(days[last])}: ${unit.text(totals[last])} on the last day, the most ${unit.text(
    totals[most],
  )} on ${dayWords(days[most])}. The table has every value.`;
}

/** The values of the day under the pointer; else of today, or of the whole period. @param {Stack} stack @param {Unit} unit @param {{ days: number, words: string }} period @param {number | null} at */
function legend({ days, layers, totals, sum }, unit, period, at) {
  const day = at !== null && at < days.length ? at : period.days === 1 ? days.length - 1 : null;
  const when = at === null ? period.words : dayWords(days[at] ?? days[0]);
  return html`<div class="legend-of t12 muted num">${when}: ${unit.text(day === null ? sum : totals[day])}</div>
    <ul class="legend">${layers.map((layer, i) => {
      const value = day === null ? layer.sum : layer.values[day];
      return html`<li><i ${vars({ '--c': `var(${colourOf(layer, i)})` })}></i><span class="trunc" dir="auto">${nameOf(layer)}</span><b
        class="num">${unit.text(value)}</b></li>`;
    })}</ul>`;
}

/** @param {Stack} stack @param {Unit} unit */
const table = ({ days, layers, totals }, unit) => html`<table class="table">
  <caption class="sr">${unit.noun} by agent and day</caption>
  <thead><tr><th scope="col">Day (UTC)</th>${layers.map(
    (layer) => html`<th scope="col" class="right"><span class="trunc name-th" dir="auto">${nameOf(layer)}</span></th>`,
  )}<th scope="col" class="right">All</th></tr></thead>
  <tbody>${days
    .map((day, i) => html`<tr><th scope="row" class="num">${dayWords(day)}</th>${layers.map(
      ({ values }) => html`<td class="right num">${values[i] === 0 ? html`<span class="muted">–<span class="sr">nothing</span></span>` : unit.text(values[i])}</td>`,
    )}<td class="right num med">${totals[i] === 0 ? nothing : unit.text(totals[i])}</td></tr>`)
    .reverse()}</tbody>
</table>`;
