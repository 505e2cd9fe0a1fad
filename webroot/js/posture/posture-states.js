// @ts-check
// The posture page without a posture: loading, or unknown.
import { html } from '../core/dom.js';
import { readFleet } from '../core/fleet.js';
import { sentence } from '../core/fmt.js';
import { pageHead, rawHead } from '../shell/page-head.js';
import { failure, skeletonRows } from '../ui/states.js';

const FIGURES = 5;
const CARDS = 9;

const bars = (/** @type {string[]} */ ...names) => names.map((name) => html`<span class="sk ${name}"></span>`);

/** @param {boolean} isMatrix as it will be shown */
export const postureLoading = (isMatrix) => html`${rawHead(html`<div class="verdict grow"><span class="sk sk-r"></span>
    <div class="grow"><h1 class="sr">Reading the posture</h1><span class="sk sk-h"></span><span class="sk sk-s"></span></div></div>`)}
  <section class="strip stats5" aria-busy="true" aria-label="Today">${Array.from(
    { length: FIGURES },
    () => html`<div>${bars('sk-l', 'sk-v', 'sk-s')}</div>`,
  )}</section>
  <div class="toolbar">${bars('sk-t')}</div>
  ${isMatrix ? html`<div class="card">${skeletonRows(CARDS)}</div>` : html`<div class="agents" aria-busy="true">${Array.from(
    { length: CARDS },
    () => html`<div class="agent card">${bars('sk-v', 'sk-b', 'sk-s')}</div>`,
  )}</div>`}`;

/** Nothing rather than old numbers. @param {Error} error */
export function postureFailed(error) {
  const { status } = /** @type {import('../core/api.js').ApiError} */ (error);
  const database = status === 503;
  return html`${pageHead({ title: 'Posture unknown' })}<div class="card">${failure({
    title: database ? 'The console cannot reach its database' : 'The posture cannot be read',
    error,
    body: html`${database ? '' : `${sentence(error.message)} `}Enforcement in your agents is not affected: the SDK enforces where the agent runs.
      This page shows nothing rather than stale numbers, and tries again every few seconds.`,
    retry: readFleet,
  })}</div>`;
}
