// @ts-check
// Spend day by day, a bar each; the same as a table below.
import { html, svg } from '../core/dom.js';
import { compact, plural, usd } from '../core/fmt.js';

const WIDTH = 600;
const HEIGHT = 96;
const GAP = 3;
/** Something was spent, however little beside the most. */
const LEAST = 1.5;

/** @typedef {{ day: string, usd: number, tokens: number }} Day */

/** @param {Day[]} days oldest first */
export function dayBars(days) {
  const most = Math.max(...days.map(({ usd: spent }) => spent), 0);
  const step = WIDTH / Math.max(1, days.length);
  return html`<div class="ag-bars">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${summary(days)}>${days.map(
      ({ usd: spent }, i) => {
        const height = spent > 0 ? Math.max(LEAST, (spent / most) * HEIGHT) : 0;
        return svg`<rect class=${i === days.length - 1 ? 'now' : ''} x=${i * step + GAP / 2} width=${step - GAP} y=${HEIGHT - height} height=${height}></rect>`;
      },
    )}</svg>
    <div class="row t12 muted num"><span>${days[0]?.day ?? ''}</span><span class="end">today, so far</span></div>
    <details class="t13"><summary>As a table</summary><div class="scroll ag-days" tabindex="0" role="region" aria-label="Spend by day"><table class="table">
      <thead><tr><th scope="col">Day (UTC)</th><th scope="col" class="right">Spend</th><th scope="col" class="right">Tokens</th></tr></thead>
      <tbody>${[...days].reverse().map((one) => html`<tr><td class="num">${one.day}</td><td class="right num">${usd(one.usd)}</td><td class="right num">${compact(one.tokens)}</td></tr>`)}</tbody>
    </table></div></details></div>`;
}

/** What the picture shows, in a sentence. @param {Day[]} days */
export function summary(days) {
  const sum = days.reduce((all, { usd: spent }) => all + spent, 0);
  const most = days.reduce((found, one) => (one.usd > found.usd ? one : found), { day: '', usd: 0, tokens: 0 });
  const peak = most.day ? `, the most on ${most.day}: ${usd(most.usd)}` : '';
  return `${usd(sum)} in ${plural(days.length, 'day')}${peak}`;
}
