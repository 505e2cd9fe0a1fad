// @ts-check
// A secret that the server told once: it stays in the page until somebody puts it away, and is nowhere else.
import { html, icon } from '../core/dom.js';
import { copy } from './copy.js';

/**
 * @typedef {object} Once
 * @property {string} title as `marie was added`
 * @property {string} what as `password`
 * @property {string} secret
 * @property {string} note what to do with it
 */

/** @param {Once} once @param {() => void} onDone */
export const onceShown = ({ title, what, secret, note }, onDone) => html`<section class="card once" aria-labelledby="once-t">
  <h2 id="once-t" tabindex="-1" class="wrap-any">${title}</h2>
  <p class="dim t13">${note} It is shown here and now, and never again.</p>
  <div class="cmd"><code class="wrap-any" data-secret>${secret}</code></div>
  <div class="row wrap"><button type="button" class="btn primary" @click=${() => copy(secret, what)}>${icon(
    'copy',
    undefined,
    's',
  )}Copy ${what}</button><button type="button" class="btn" @click=${onDone}>I have kept it</button></div>
</section>`;

/** Moves focus to it, for it comes as the answer of a dialog that closed. */
export const focusOnce = () => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('once-t')?.focus()));
