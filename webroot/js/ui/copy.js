// @ts-check
// Copies text; where the clipboard is refused (plain http) it selects a field to copy from by hand.
import { html, icon } from '../core/dom.js';
import { toast } from './toast.js';

/** @param {string} text @param {string} what as `event id` */
export async function copy(text, what) {
  if (await written(text)) {
    toast(`${what[0].toUpperCase()}${what.slice(1)} copied`);
  } else {
    toast('The browser refused the clipboard. Select the text and copy it by hand.');
  }
}

/** @param {string} text */
async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writtenTheOldWay(text);
  }
}

/** @param {string} text */
function writtenTheOldWay(text) {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr';
  field.setAttribute('aria-hidden', 'true');
  const inside = document.querySelector('dialog[open]') ?? document.body;
  const focused = document.activeElement;
  inside.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) {
    focused.focus();
  }
  return done;
}

/** @param {string} text @param {string} what as `event id` */
export const copyButton = (text, what) => html`<button class="copy" type="button" title="Copy ${what}"
  aria-label="Copy ${what}" @click=${(/** @type {Event} */ event) => {
    event.stopPropagation();
    copy(text, what);
  }}>${icon('copy', undefined, 's')}</button>`;
