// @ts-check
// Dialogs that every page can open and most visits never do: fetched with the first opening, and drawn from then on.
import { signal } from '../core/dom.js';
import { toast } from '../ui/toast.js';

/** @typedef {{ open: () => void, view: () => unknown }} Room */

/** @type {import('../../vendor/signals-core.js').Signal<Record<string, () => unknown>>} */
const views = signal({});

/** @param {string} name @param {() => Promise<Room>} load */
const door = (name, load) => async () => {
  try {
    const room = await load();
    views.value = { ...views.value, [name]: room.view };
    room.open();
  } catch {
    toast('It could not be loaded. Try again.');
  }
};

export const openAccount = door('account', () => import('./account-sheet.js'));
export const openSignIn = door('sign in', () => import('./sign-in-again.js'));

/** What was opened so far, shown while it is open. */
export const rooms = () => Object.values(views.value).map((view) => view());
