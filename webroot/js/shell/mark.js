// @ts-check
// The mark of the product.
import { html } from '../core/dom.js';

export const mark = () => html`<svg class="i" aria-hidden="true" viewBox="0 0 24 24">
  <rect class="bm" width="24" height="24" rx="5.5"></rect>
  <path class="bk" d="M6.25 6.25h6.5v6.5h-6.5zM11.25 11.25h6.5v6.5h-6.5z"></path>
</svg>`;
