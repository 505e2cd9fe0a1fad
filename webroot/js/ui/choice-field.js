// @ts-check
// One of a few, as radio buttons with a sentence each.
import { html } from '../core/dom.js';

/**
 * @param {object} parts
 * @param {string} parts.name of the group, and of its fields
 * @param {string} parts.label
 * @param {string} parts.value
 * @param {[value: string, word: string, sentence: string][]} parts.options
 * @param {(value: string) => void} parts.onChoose
 */
export const choiceField = ({ name, label, value, options, onChoose }) => html`<fieldset class="choices"><legend class="label">${label}</legend>
  ${options.map(
    ([key, word, sentence]) => html`<label class="choice"><input type="radio" name=${name} value=${key} .checked=${key === value}
      @change=${() => onChoose(key)} /><span><span class="med t13">${word}</span><span class="t12 muted who-r">${sentence}</span></span></label>`,
  )}</fieldset>`;
