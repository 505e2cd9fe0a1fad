// @ts-check
// Below a list: where one is, how long pages are, and the way on and back.
import { html, icon, nothing } from '../core/dom.js';
import { href } from '../core/router.js';
import { SIZES, TOP, sizeOf } from './audit-query.js';

/**
 * @param {object} parts
 * @param {unknown} parts.where
 * @param {string | undefined} parts.size
 * @param {import('./audit-query.js').Shown} parts.page
 * @param {boolean} parts.first
 */
export const pager = ({ where, size, page, first }) => html`<footer class="pager t13">
  <span class="num muted where">${where}</span>
  <span class="row end">
    <span class="muted hide-sm" id="rows-l">Rows</span>
    <span class="seg" role="group" aria-labelledby="rows-l">${SIZES.map(
      (n) => html`<a href=${href({ size: n, ...TOP })} data-replace aria-label="${n} rows"
        aria-current=${sizeOf(size) === n ? 'true' : nothing}>${n}</a>`,
    )}</span>
    ${step('first', 'First page', first ? null : TOP)}
    ${step('left', 'Previous page', page.back)}
    ${step('right', 'Next page', page.onward)}
  </span>
</footer>`;

/** @param {string} name @param {string} label @param {import('../core/router.js').Query | null} patch */
const step = (name, label, patch) =>
  patch
    ? html`<a class="btn icon" href=${href(patch)} aria-label=${label} title=${label}>${icon(name, undefined, 's')}</a>`
    : html`<button type="button" class="btn icon" disabled aria-label=${label}>${icon(name, undefined, 's')}</button>`;
