// @ts-check
// All keys in one list, and the switch that turns the single ones off.
import { html } from '../../core/dom.js';
import { closeDialog, dialog } from '../../ui/dialog.js';
import { capOf, NATIVE, paletteCap, SINGLES } from '../key-map.js';
import { chooseShortcuts, shortcuts } from '../keys.js';
import { places } from '../places.js';

/** @param {() => void} closed */
export const keyMap = (closed) =>
  dialog({
    id: 'keys-t',
    classes: 'keymap',
    onClose: closed,
    content: html`<div class="dlg">
        <h2 id="keys-t">Keyboard map</h2>
        <label class="check t13"><input type="checkbox" .checked=${shortcuts.value}
          @change=${(/** @type {any} */ event) => chooseShortcuts(event.target.checked)} />Single keys work outside of fields</label>
        <dl class="keylist t13 ${shortcuts.value ? '' : 'off'}">
          ${places().filter(({ key }) => key).map(({ key, label }) => row(['g', String(key)], label))}
          ${SINGLES.map(([key, , label]) => row(capOf(key).split(' '), label))}
        </dl>
        <dl class="keylist t13">
          ${row(paletteCap(navigator.platform).split(' '), 'Search and commands')}
          ${NATIVE.map(([key, label]) => row([key], label))}
        </dl>
      </div>
      <div class="dlg-foot"><button type="button" class="btn" autofocus @click=${closeDialog}>Close</button></div>`,
  });

/** @param {string[]} caps @param {string} label */
const row = (caps, label) =>
  html`<div><dt>${caps.map((cap) => html`<kbd>${cap}</kbd>`)}</dt><dd>${label}</dd></div>`;
