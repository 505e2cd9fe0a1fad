// @ts-check
// The visitor's own corner, and on phones the places that the bar has no room for: a sheet from below there.
import { html, icon, nothing, signal } from '../core/dom.js';
import { stamp } from '../core/fmt.js';
import { route } from '../core/router.js';
import { announcements, chooseAnnouncements, chooseTheme, chooseZone, me, theme, zone } from '../core/store.js';
import { signOut } from '../core/session.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { chooseShortcuts, shortcuts } from './keys.js';
import { openKeyMap, openPalette } from './palette-door.js';
import { hasPage, places } from './places.js';
import { toggleSnapshot } from './snapshot.js';
import { toast } from '../ui/toast.js';

/** Where what one may change of oneself is. @type {[path: string, icon: string, label: string][]} */
const SETTINGS = [
  ['/settings', 'lock', 'Password'],
  ['/settings?tab=sessions', 'eye', 'Your sessions'],
  ['/settings?tab=tokens', 'key', 'API tokens'],
  ['/settings?tab=preferences', 'settings', 'Theme, time zone, shortcuts'],
];

const shown = signal(false);
const leaving = signal(false);

export const open = () => {
  shown.value = true;
};

export const view = () =>
  shown.value && me.value
    ? dialog({ id: 'account-t', classes: 'account', content: content(me.value), onClose: () => (shown.value = false) })
    : nothing;

/** @param {import('../core/types.js').Me} visitor */
const content = (visitor) => html`<div class="dlg">
    <h2 id="account-t" class="wrap-any">${visitor.username}</h2>
    <p class="dim t13">${
      visitor.role === 'admin' ? 'Admin: may decide approvals, halt and resume agents.' : 'Viewer: may read and verify.'
    } Signed in until ${stamp(visitor.expires_at)}.</p>
    <nav class="more" aria-label="More">
      ${places().filter(({ bar, aside }) => !bar && !aside).map(({ path, icon: name, label }) => more(path, name, label, 'only-sm'))}
      ${hasPage('/settings') ? SETTINGS.map(([path, name, label]) => more(path, name, label, '')) : nothing}
      ${doing('search', 'Search and commands', openPalette, 'only-sm')}
      ${doing('camera', 'Snapshot of this view', toggleSnapshot, 'only-sm')}
    </nav>
    ${hasPage('/settings') ? nothing : choices()}
    <p class="hide-sm"><button type="button" class="btn sm" @click=${(/** @type {Event} */ event) => leaveFor(event, openKeyMap)}>${icon(
      'keyboard',
      undefined,
      's',
    )}Keyboard map</button></p>
  </div>
  <div class="dlg-foot">
    <button type="button" class="btn" @click=${closeDialog}>Close</button>
    <button type="button" class="btn" ?disabled=${leaving.value} @click=${leave}>${icon('logout', undefined, 's')}${
      leaving.value ? 'Signing out…' : 'Sign out'
    }</button>
  </div>`;

/** For a build whose settings have no page. */
const choices = () => html`${choice('Theme', theme.value, chooseTheme, [
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
    ${choice('Spoken summaries of new events', announcements.value ? 'on' : 'off', (value) => chooseAnnouncements(value === 'on'), [
      ['on', 'On'],
      ['off', 'Off'],
    ])}`;

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

/** @param {string} path @param {string} name @param {string} label @param {string} where */
const more = (path, name, label, where) => html`<a class="nav-link ${where}" href=${path} aria-current=${route.value.path === path ? 'page' : nothing}
  @click=${closeDialog}>${icon(name)}${label}</a>`;

/** @param {string} name @param {string} label @param {() => void} act @param {string} where */
const doing = (name, label, act, where) =>
  html`<button type="button" class="nav-link ${where}" @click=${(/** @type {Event} */ event) => leaveFor(event, act)}>${icon(name)}${label}</button>`;

/** Closes first, so that what opens next is above nothing. @param {Event} event @param {() => void} act */
function leaveFor(event, act) {
  closeDialog(event);
  shown.value = false;
  act();
}

/** @param {Event} event */
async function leave(event) {
  leaving.value = true;
  try {
    await signOut();
    closeDialog(event);
    shown.value = false;
  } catch (error) {
    toast(`You are still signed in: ${/** @type {Error} */ (error).message}`);
  } finally {
    leaving.value = false;
  }
}
