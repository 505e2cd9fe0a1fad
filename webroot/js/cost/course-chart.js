// @ts-check
// The present day from midnight to midnight: what was used, where it is on course for, and all caps together.
import { html, nothing } from '../core/dom.js';
import { stamp } from '../core/fmt.js';
import { chartPanel } from '../ui/chart-panel.js';
import { empty } from '../ui/states.js';
import { axis, GRID_LESS } from './axes.js';
import { sumOfCaps } from './shares.js';
import { courseWords, onCourse } from './words.js';

/** @typedef {import('./units.js').Unit} Unit */

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Narrower than this every eighth hour is named. */
const NARROW = 340;

/** @typedef {{ course: import('./types.js').Course, history: import('./types.js').History, caps: import('./types.js').Caps | null }} Facts */

export function courseChart() {
  /** @type {Map<string, import('../ui/chart.js').Options>} */
  const drawn = new Map();
  /** @type {{ inputs: unknown[], data: unknown[] }} */
  let last = { inputs: [], data: [] };

  /** @param {Facts} facts @param {Unit} unit */
  return (facts, unit) => {
    const options = drawn.get(unit.key) ?? lines(unit);
    drawn.set(unit.key, options);
    const inputs = [facts.course, facts.history, facts.caps, unit];
    if (inputs.some((input, i) => input !== last.inputs[i])) {
      last = { inputs, data: dataOf(facts, unit) };
    }
    return { options, data: last.data };
  };
}

/**
 * Seconds of the day; the caps, the forecast, what was used.
 *
 * @param {Facts} facts
 * @param {Unit} unit
 */
export function dataOf({ course, history, caps }, unit) {
  const midnight = Date.parse(`${course.day}T00:00:00Z`);
  const known = course.points.map((point) => /** @type {[number, number]} */ ([(Date.parse(point.at) - midnight) / 1000, point[unit.key]]));
  const cap = allCaps(caps, unit) ?? null;
  const then = history.projection[unit.key];
  const end = known.length - 1;
  return [
    [...known.map(([at]) => at), DAY],
    [...known.map(() => cap), cap],
    [...known.map(([, used], i) => (i === end && then !== null ? used : null)), then],
    [...known.map(([, used]) => used), null],
  ];
}

/** @param {Unit} unit @returns {import('../ui/chart.js').Options} */
const lines = (unit) => (_uPlot, colour) => ({
  padding: [12, 20, 0, 0],
  legend: { show: false },
  cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
  scales: {
    x: { time: false, range: () => [0, DAY] },
    y: { range: (/** @type {any} */ _plot, /** @type {number} */ _least, /** @type {number} */ most) => [0, (most || 1) * 1.08] },
  },
  axes: [
    axis(colour, {
      ...GRID_LESS,
      splits: (/** @type {any} */ plot) => everyHours(plot.width < NARROW ? 8 : 4),
      values: (/** @type {any} */ _plot, /** @type {number[]} */ at) => at.map(hourOf),
    }),
    axis(colour, { size: 52, space: 28, values: (/** @type {any} */ _plot, /** @type {number[]} */ at) => at.map(unit.tick) }),
  ],
  series: [
    {},
    { stroke: colour('--fail-solid'), width: 1.25, dash: [4, 4], points: { show: false } },
    { stroke: colour('--ink-3'), width: 1.25, dash: [2, 4], points: { show: false } },
    { stroke: colour('--c1'), width: 2, fill: faint(colour('--c1')), points: { show: false } },
  ],
});

/** @param {number} hours */
const everyHours = (hours) => Array.from({ length: 24 / hours + 1 }, (_, i) => i * hours * HOUR);

/** @param {number} at seconds of the day */
const hourOf = (at) => `${String((at / HOUR) % 24).padStart(2, '0')}:00`;

/** @param {string} colour as rgb(1, 2, 3) */
const faint = (colour) => colour.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.09)');

/**
 * @param {object} parts
 * @param {Facts | null} parts.facts
 * @param {unknown} parts.instead
 * @param {Unit} parts.unit
 * @param {ReturnType<typeof courseChart>} parts.chart
 * @param {boolean} parts.asTable
 */
export function courseCard({ facts, instead, unit, chart, asTable }) {
  const panel = { id: 'today', title: 'Today against all caps', note: '', asTable };
  if (!facts) {
    return chartPanel({ ...panel, drawn: null, instead });
  }
  const used = facts.course.points[facts.course.points.length - 1]?.[unit.key] ?? 0;
  const cap = allCaps(facts.caps, unit);
  if (used === 0 && cap === null) {
    return chartPanel({ ...panel, drawn: null, instead: empty('Nothing was used today', 'No caps set.') });
  }
  return chartPanel({
    ...panel,
    drawn: {
      ...chart(facts, unit),
      label: sentence(facts, unit, used, cap),
      legend: legend(facts, unit, cap),
      table: () => table(facts, unit),
    },
  });
}

/** Null where there is none, undefined where that is not known. @param {import('./types.js').Caps | null} caps @param {Unit} unit */
const allCaps = (caps, unit) => (caps?.complete ? sumOfCaps(caps.agents, unit) : undefined);

/** @param {Facts} facts @param {Unit} unit @param {number} used @param {number | null | undefined} cap */
function sentence({ history }, unit, used, cap) {
  const { value, words } = onCourse(history.projection, unit);
  const against = cap === undefined ? 'The caps are not known.' : cap === null ? 'No caps set.' : `The sum of caps is ${unit.limit(cap)}.`;
  return `${unit.noun} today since 00:00 UTC: ${unit.text(used)} so far. On course for ${value}: ${words}. ${against}`;
}

/** @param {Facts} facts @param {Unit} unit @param {number | null | undefined} cap */
const legend = ({ history, course }, unit, cap) => html`<ul class="legend"><li><i class="solid"></i>${unit.key === 'usd' ? 'Spent' : 'Used'}</li>${
  history.projection[unit.key] === null ? nothing : html`<li><i class="dash"></i>Forecast</li>`
}<li>${cap === undefined ? 'Caps not known' : cap === null ? 'No caps set' : html`<i class="dash f"></i>Sum of caps ${unit.limit(cap)}`}</li></ul>
<p class="legend-of t12 muted">${courseWords(course.method)}</p>`;

/** @param {Facts} facts @param {Unit} unit */
const table = ({ course }, unit) => html`<table class="table">
  <caption class="sr">${unit.noun} today so far</caption>
  <thead><tr><th scope="col">Up to</th><th scope="col" class="right">${unit.noun}</th><th scope="col">How it is known</th></tr></thead>
  <tbody>${course.points
    .map((point, i) => html`<tr><th scope="row" class="num">${stamp(point.at)}</th><td class="right num">${unit.text(point[unit.key])}</td>
      <td class="muted">${i === course.points.length - 1 ? 'counted' : 'estimated'}</td></tr>`)
    .reverse()}</tbody>
</table>`;
