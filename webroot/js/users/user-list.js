// @ts-check
// Who may use the console, as the server lists it; read anew when somebody changes that.
import { getPage } from '../core/api.js';
import { signal } from '../core/dom.js';
import { now } from '../core/store.js';
import { whenTold } from '../core/when-told.js';

const KINDS = /^console\.(sign_in$|sign_out|user|role_changed|password_reset)/;

/** Pages of a thousand. */
const MOST_PAGES = 10;

/**
 * @typedef {object} User
 * @property {string} user_id
 * @property {string} username
 * @property {string} role
 * @property {boolean} disabled
 * @property {string} created_at
 * @property {string} updated_at
 * @property {string | null} [last_seen_at] null when no session of the last month is known
 */

/** @typedef {{ list: User[] | null, error: import('../core/api.js').ApiError | null, at: number }} Users */

export function userList() {
  /** @type {import('../../vendor/signals-core.js').Signal<Users>} */
  const state = signal({ list: null, error: null, at: 0 });
  let turn = 0;

  async function read() {
    const mine = ++turn;
    try {
      const list = await everyPage();
      if (mine === turn) {
        state.value = { list, error: null, at: now.peek() };
      }
    } catch (error) {
      if (mine === turn) {
        state.value = { list: null, error: /** @type {any} */ (error), at: now.peek() };
      }
    }
  }

  return {
    state,
    read,
    /** @returns {() => void} stops it */
    follow() {
      read();
      const stop = whenTold(KINDS, read);
      return () => {
        turn += 1;
        stop();
      };
    },
  };
}

async function everyPage() {
  /** @type {User[]} */
  const list = [];
  let address = '/api/auth/users';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, next } = await getPage(address);
    list.push(...items);
    if (next === null) {
      break;
    }
    address = next;
  }
  return list;
}
