// @ts-check
// A line without axes: the shape of the last half hour, beside words that say how much it was.
import { html, svg } from '../core/dom.js';

/** @param {number[]} values @param {number} width @param {number} height */
export function path(values, width, height) {
  const most = Math.max(1, ...values);
  const x = (/** @type {number} */ i) => (values.length > 1 ? (i / (values.length - 1)) * width : 0);
  const y = (/** @type {number} */ value) => height - 1.5 - (value / most) * (height - 3);
  return values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join('');
}

/** @param {number[]} values */
export const spark = (values, width = 170, height = 28) => html`<svg class="spark" width=${width} height=${height}
  viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">${svg`<path d=${path(values, width, height)}></path>`}</svg>`;
