// @ts-check
// Says of a kept result that it is one: what was found then is not the present state.
import { html, icon } from '../core/dom.js';
import { agoOf, stampOf } from './time.js';

/** @param {string} at */
export const asOf = (at) => html`<p class="asof">${icon('clock', undefined, 's')}<span>Result of an earlier run: what was found at
  <b class="med">${stampOf(at)}</b> (${agoOf(at)}). It says nothing about what was written or changed since.</span></p>`;
