// @ts-check
// A short word in the corner. Never the only place where a result can be seen.
import { html, nothing, repeat, signal } from '../core/dom.js';
import { announce } from './announce.js';

const SHOWN_MS = 4_000;
const WITH_ACTION_MS = 8_000;
const MOST = 4;

/** @typedef {{ label: string, run: () => void }} Action */

/** @typedef {{ id: number, message: string, action?: Action }} Toast */

/** @type {import('../../vendor/signals-core.js').Signal<Toast[]>} */
const shown = signal([]);
let last = 0;

/** @param {string} message @param {Action} [action] */
export function toast(message, action) {
  const id = ++last;
  shown.value = [...shown.peek(), { id, message, action }].slice(-MOST);
  announce(message, { own: true });
  setTimeout(() => close(id), action ? WITH_ACTION_MS : SHOWN_MS);
}

/** @param {number} id */
function close(id) {
  shown.value = shown.peek().filter((/** @type {Toast} */ one) => one.id !== id);
}

export const toasts = () => html`<div class="toasts">
  ${repeat(shown.value, (/** @type {Toast} */ one) => one.id, (/** @type {Toast} */ one) => html`<div class="toast">${one.message}${
    one.action
      ? html`<button type="button" class="strong" @click=${() => {
          close(one.id);
          one.action?.run();
        }}>${one.action.label}</button>`
      : nothing
  }</div>`)}
</div>`;
