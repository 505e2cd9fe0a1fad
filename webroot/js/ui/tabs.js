// @ts-check
// Parts of one page as links: each has an address of its own.
import { html, nothing } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { href } from '../core/router.js';

/** @typedef {{ id: string, label: string, number?: number | null }} Tab `number` null while it is not known */

/**
 * @param {string} label for the whole
 * @param {Tab[]} tabs the first one is the page without a tab in its address
 * @param {string} chosen
 */
export const tabs = (label, tabs, chosen) => html`<nav class="seg" aria-label=${label}>${tabs.map(
  ({ id, label: word, number = null }, i) =>
    html`<a href=${href({ tab: i === 0 ? null : id })} aria-current=${id === chosen ? 'true' : nothing}>${word}${
      number === null ? nothing : html`<span class="num">${count(number)}</span>`
    }</a>`,
)}</nav>`;
