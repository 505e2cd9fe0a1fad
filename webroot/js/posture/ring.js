// @ts-check
// The fleet as a ring: one segment per agent, the worst first. The words beside it say the same.
import { html, svg } from '../core/dom.js';

const RADIUS = 19;
const ROUND = 2 * Math.PI * RADIUS;
const GAP = 2.6;

/** Beyond this, segments would be thinner than their gaps: one arc per status then. */
const MOST_SEGMENTS = 40;

/** @typedef {{ status: string, size: number }} Arc */

/**
 * @param {string[]} statuses in order
 * @returns {Arc[]}
 */
export function arcs(statuses) {
  if (statuses.length <= MOST_SEGMENTS) {
    return statuses.map((status) => ({ status, size: 1 / statuses.length }));
  }
  /** @type {Map<string, number>} */
  const counts = new Map();
  statuses.forEach((status) => counts.set(status, (counts.get(status) ?? 0) + 1));
  return [...counts].map(([status, n]) => ({ status, size: n / statuses.length }));
}

/** @param {string[]} statuses */
export function ring(statuses) {
  const parts = statuses.length > 0 ? arcs(statuses) : [{ status: 'none', size: 1 }];
  const gap = parts.length > 1 ? GAP : 0;
  let start = 0;
  return html`<svg class="ring" width="46" height="46" viewBox="0 0 46 46" aria-hidden="true">${parts.map(
    ({ status, size }) => {
      const length = Math.max(0.5, size * ROUND - gap);
      const offset = ROUND / 4 - start * ROUND;
      start += size;
      return svg`<circle class="rs ${status}" cx="23" cy="23" r=${RADIUS}
        stroke-dasharray="${length.toFixed(2)} ${(ROUND - length).toFixed(2)}" stroke-dashoffset=${offset.toFixed(2)}></circle>`;
    },
  )}</svg>`;
}
