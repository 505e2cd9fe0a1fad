// @ts-check
// The visitor's own corner: theme, time zone, shortcuts, signing out.
import { html, icon, nothing, signal } from '../core/dom.js';
import { stamp } from '../core/fmt.js';
import { chooseTheme, chooseZone, me, theme, zone } from '../core/store.js';
import { signOut } from '../core/session.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { chooseShortcuts, shortcuts } from './keys.js';
import { toast } from '../ui/toast.js';

const open = signal(false);
const leaving = signal(false);

export const openPreferences = () => {
  open.value = true;
};

export const preferences = () =>
  open.value && me.value
    ? dialog({ id: 'prefs-t', classes: 'prefs', content: content(me.value), onClose: () => (open.value = false) })
    : nothing;

/** @param {import('../core/types.js').Me} visitor */
const content = (visitor) => html`<div class="dlg">
    <h2 id="prefs-t">${visitor.username}</h2>
    <p class="dim t13">${
      visitor.role === 'admin' ? 'Admin: may decide approvals, halt and resume agents.' : 'Viewer: may read and verify.'
    } Signed in until ${stamp(visitor.expires_at)}.</p>
    ${choice('Theme', theme.value, chooseTheme, [
      ['system', 'System'],
      ['light', 'Light'],
      ['dark', 'Dark'],
    ])}
    ${choice('Times', zone.value, chooseZone, [
      ['UTC', 'UTC'],
      ['local', `Local (${Intl.DateTimeFormat().resolvedOptions().timeZone})`],
    ])}
    ${choice('Single-key shortcuts', shortcuts.value ? 'on' : 'off', (value) => chooseShortcuts(value === 'on'), [
      ['on', 'On'],
      ['off', 'Off'],
    ])}
    <p class="t12 muted">g then p, g, a, c or k: pages · / find · t theme · ? tour</p>
  </div>
  <div class="dlg-foot">
    <button type="button" class="btn" @click=${closeDialog}>Close</button>
    <button type="button" class="btn" ?disabled=${leaving.value} @click=${leave}>${icon('logout', undefined, 's')}${
      leaving.value ? 'Signing out…' : 'Sign out'
    }</button>
  </div>`;

/**
 * @param {string} label
 * @param {string} value
 * @param {(value: string) => void} choose
 * @param {[value: string, word: string][]} options
 */
const choice = (label, value, choose, options) => html`<div class="row wrap"><span class="label grow">${label}</span>
  <div class="seg" role="group" aria-label=${label}>${options.map(
    ([key, word]) =>
      html`<button type="button" aria-pressed=${key === value ? 'true' : 'false'} @click=${() => choose(key)}>${word}</button>`,
  )}</div></div>`;

/** @param {Event} event */
async function leave(event) {
  leaving.value = true;
  try {
    await signOut();
    closeDialog(event);
    open.value = false;
  } catch (error) {
    toast(`You are still signed in: ${/** @type {Error} */ (error).message}`);
  } finally {
    leaving.value = false;
  }
}
