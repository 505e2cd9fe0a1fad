// @ts-check
// The visitor's own corner, as a sheet: who they are, where the settings are, signing out. On phones also what has no tab.
import { html, icon, nothing, signal } from '../core/dom.js';
import { stamp } from '../core/fmt.js';
import { signOut } from '../core/session.js';
import { may, me } from '../core/store.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { toast } from '../ui/toast.js';

const open = signal(false);
const leaving = signal(false);

export const openAccount = () => {
  open.value = true;
};

export const accountSheet = () =>
  open.value && me.value
    ? dialog({ id: 'account-t', classes: 'account', content: content(me.value), onClose: () => (open.value = false) })
    : nothing;

/** @param {import('../core/types.js').Me} visitor */
const content = (visitor) => html`<div class="dlg">
    <h2 id="account-t" class="wrap-any">${visitor.username}</h2>
    <p class="dim t13">${
      visitor.role === 'admin' ? 'Admin: may decide approvals, halt and resume agents.' : 'Viewer: may read and verify.'
    } Signed in until ${stamp(visitor.expires_at)}.</p>
    <nav aria-label="Account"><ul class="sheet">
      ${place('/settings', 'lock', 'Password')}
      ${place('/settings?tab=sessions', 'eye', 'Your sessions')}
      ${place('/settings?tab=tokens', 'key', 'API tokens')}
      ${place('/settings?tab=preferences', 'sun', 'Theme, time zone, shortcuts')}
      ${may('users.manage') ? html`<li class="only-sm">${link('/users', 'users', 'Users')}</li>` : nothing}
    </ul></nav>
  </div>
  <div class="dlg-foot">
    <button type="button" class="btn" @click=${closeDialog}>Close</button>
    <button type="button" class="btn" ?disabled=${leaving.value} @click=${leave}>${icon('logout', undefined, 's')}${
      leaving.value ? 'Signing out…' : 'Sign out'
    }</button>
  </div>`;

/** @param {string} address @param {string} sign @param {string} words */
const place = (address, sign, words) => html`<li>${link(address, sign, words)}</li>`;

/** @param {string} address @param {string} sign @param {string} words */
const link = (address, sign, words) => html`<a class="nav-link" href=${address} @click=${closeDialog}>${icon(sign)}<span>${words}</span></a>`;

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
