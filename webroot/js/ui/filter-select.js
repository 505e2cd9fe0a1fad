// @ts-check
// One choice among many, beside a search.
import { html, icon, live } from '../core/dom.js';

/**
 * @param {object} parts
 * @param {string} parts.label
 * @param {string | undefined} parts.value
 * @param {[value: string, word: string][]} parts.choices
 * @param {(value: string) => void} parts.choose told '' for all
 */
export const filterSelect = ({ label, value, choices, choose }) => html`<label class="filter ${value ? 'on' : ''}"><span>${label}</span><select
  .value=${live(value ?? '')} @change=${(/** @type {any} */ event) => choose(event.target.value)}>
  <option value="" ?selected=${!value}>All</option>
  ${choices.map(([choice, word]) => html`<option value=${choice} ?selected=${choice === value}>${word}</option>`)}
</select>${icon('down', undefined, 's')}</label>`;
