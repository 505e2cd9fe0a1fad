// @ts-check
// What the palette can do without asking: the visitor's own corner.
import { chooseZone, isAdmin, zone } from '../../core/store.js';
import { copy } from '../../ui/copy.js';
import { openAccount } from '../doors.js';
import { isRedacted, isSnapshot, snapshotAddress, toggleSnapshot } from '../snapshot.js';
import { isDark, switchTheme } from '../theme.js';
import { startTour } from '../tour.js';
import { HALT_ALL } from './items.js';

/** @typedef {import('./items.js').Item} Item */

/** @param {() => void} showKeys @returns {Item[]} */
export const commands = (showKeys) => [
  command('theme', isDark() ? 'moon' : 'sun', `Switch to ${isDark() ? 'light' : 'dark'} theme`, switchTheme, 't'),
  command(
    'zone',
    'clock',
    zone.value === 'UTC' ? 'Show times in my own zone' : 'Show times in UTC',
    () => chooseZone(zone.peek() === 'UTC' ? 'local' : 'UTC'),
    undefined,
    'local time zone clock',
  ),
  command('link', 'link', 'Copy the link to this view', () => void copy(location.href, 'link'), 'c'),
  command('snapshot', 'camera', isSnapshot() ? 'Leave the snapshot' : 'Snapshot of this view', toggleSnapshot, 'Shift S', 'print picture screenshot'),
  ...(isRedacted()
    ? []
    : [command('redacted', 'eyeoff', 'Snapshot without agent names', () => location.assign(snapshotAddress(true)), undefined, 'redact anonymous print picture')]),
  command('tour', 'help', 'Guided tour', startTour, '?', 'help walkthrough'),
  command('keys', 'keyboard', 'Keyboard map', showKeys, undefined, 'shortcuts help'),
  command('account', 'users', 'Account and preferences', openAccount, undefined, 'settings sign out log out'),
  ...(isAdmin() ? [HALT_ALL] : []),
];

/**
 * @param {string} id
 * @param {string} icon
 * @param {string} label
 * @param {() => void} run
 * @param {string} [keys]
 * @param {string} [also]
 * @returns {Item}
 */
const command = (id, icon, label, run, keys, also) => ({ id, group: 'Commands', icon, label, run, keys, also });
