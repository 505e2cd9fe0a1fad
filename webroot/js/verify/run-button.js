// @ts-check
// Starts or cancels a verification.
import { html, icon, nothing } from '../core/dom.js';

/**
 * @param {object} parts
 * @param {string} parts.label
 * @param {() => void} parts.act
 * @param {boolean} [parts.isFirst] the one thing to do here
 * @param {string} [parts.key] its key on the keyboard
 */
export const runButton = ({ label, act, isFirst = false, key }) => html`<button type="button" class="btn ${isFirst ? 'primary' : ''}"
  data-key=${key ?? nothing} @click=${act}>${key && !isFirst ? icon('refresh', undefined, 's') : nothing}${label}</button>`;
