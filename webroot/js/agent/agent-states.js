// @ts-check
// An agent's page before, without and instead of its agent.
import { html } from '../core/dom.js';
import { empty, failure, skeletonRows } from '../ui/states.js';

const LAMPS = 8;

export const loading = () => html`<section class="agent card ag-head" aria-busy="true" aria-label="How it stands"><span class="sr">Loading</span>
    <span class="sk sk-s"></span><ul class="lamps">${Array.from({ length: LAMPS }, () => html`<li class="lamp"></li>`)}</ul><span class="sk sk-b"></span></section>
  <div class="card pad">${skeletonRows(8)}</div>`;

export const unknown = () => html`<div class="card">${empty(
  'No agent with this id has written anything',
  'Nothing is in the audit log under this id, and no heartbeat came from it. It may be mistyped. Should it write, this page shows it at once.',
  html`<div class="row"><a class="btn" href="/posture">Go to the posture</a></div>`,
)}</div>`;

/** @param {Error} error @param {() => void} retry */
export const unreadable = (error, retry) => html`<div class="card">${
  /** @type {import('../core/api.js').ApiError} */ (error).status === 403
    ? empty('Not allowed', 'Your role may not see agents.')
    : failure({ title: 'This agent cannot be read', error, retry })
}</div>`;
