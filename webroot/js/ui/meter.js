// @ts-check
// A share of a limit; always beside its number.
import { html, vars } from '../core/dom.js';

const WARNING = 0.8;

/** @param {number} value @param {number} most @param {string} label @param {number} [warning] the share from which it warns */
export function meter(value, most, label, warning = WARNING) {
  const share = most > 0 ? value / most : value > 0 ? 1 : 0;
  const state = share >= 1 ? 'fail' : share >= warning ? 'warn' : '';
  return html`<span class="meter ${state}" role="meter" aria-label=${label} aria-valuemin="0" aria-valuemax=${most}
    aria-valuenow=${Math.min(value, most)}><i ${vars({ '--v': `${Math.min(100, share * 100)}%` })}></i></span>`;
}
