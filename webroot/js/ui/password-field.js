// @ts-check
// A field for a password: pasting and password managers work, and it can be shown.
import { html, icon, nothing, signal } from '../core/dom.js';

/**
 * A field with its own switch; make it once for each form.
 *
 * @param {object} parts
 * @param {string} parts.id
 * @param {string} parts.label
 * @param {'current-password' | 'new-password'} parts.autocomplete
 * @param {(text: string) => void} parts.onInput
 * @param {string} [parts.hint]
 * @param {boolean} [parts.autofocus]
 */
export function passwordField({ id, label, autocomplete, onInput, hint, autofocus = false }) {
  const shown = signal(false);
  /** @param {boolean} [isWrong] */
  return (isWrong = false) => html`<div class="field"><label for=${id}>${label}</label>
    <div class="pw"><input class="input" id=${id} required type=${shown.value ? 'text' : 'password'} autocomplete=${autocomplete}
      maxlength="1024" autocapitalize="none" spellcheck="false" ?autofocus=${autofocus} aria-invalid=${isWrong ? 'true' : nothing}
      aria-describedby=${hint ? `${id}-hint` : nothing}
      @input=${(/** @type {any} */ event) => onInput(event.target.value)} />${eye(shown)}</div>
    ${hint ? html`<p class="t12 muted" id="${id}-hint">${hint}</p>` : nothing}</div>`;
}

/** @param {import('../../vendor/signals-core.js').Signal<boolean>} shown */
export const eye = (shown) => html`<button type="button" class="copy" aria-label="Show password"
  aria-pressed=${shown.value ? 'true' : 'false'} @click=${() => (shown.value = !shown.value)}>${icon(shown.value ? 'eyeoff' : 'eye')}</button>`;
