// @ts-check
// Where people are signed in, as the server lists it; read anew when somebody comes, goes or is sent away.
import { get } from '../core/api.js';
import { signal } from '../core/dom.js';
import { now } from '../core/store.js';
import { whenTold } from '../core/when-told.js';

const PAGE = 500;

/** More than these are counted as at least so many. */
const MOST_PAGES = 4;

const KINDS = /^console\.(sign_in|sign_out|session|password|role_changed|user_disabled)/;

/**
 * @typedef {object} Session
 * @property {string} session_id
 * @property {string} user_id
 * @property {string} username
 * @property {string} created_at
 * @property {string} last_seen_at
 * @property {string} expires_at
 * @property {string} idle_expires_at
 * @property {string} address
 * @property {string} user_agent
 * @property {boolean} current
 */

/** @typedef {{ list: Session[] | null, isWhole: boolean, error: Error | null, at: number }} Sessions `at` when it was read */

/** @param {boolean} all everybody's, which takes an admin */
export function sessionList(all) {
  /** @type {import('../../vendor/signals-core.js').Signal<Sessions>} */
  const state = signal({ list: null, isWhole: true, error: null, at: 0 });
  let turn = 0;

  async function read() {
    const mine = ++turn;
    try {
      const { list, isWhole } = await everyPage(all);
      if (mine === turn) {
        state.value = { list, isWhole, error: null, at: now.peek() };
      }
    } catch (error) {
      if (mine === turn) {
        state.value = { list: null, isWhole: true, error: /** @type {Error} */ (error), at: now.peek() };
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

/** @param {boolean} all */
async function everyPage(all) {
  /** @type {Session[]} */
  const list = [];
  /** @type {string | null} */
  let cursor = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    /** @type {{ sessions: Session[], next_cursor: string | null }} */
    const answer = await get('/api/auth/sessions', { all: all ? 'true' : null, limit: PAGE, cursor });
    list.push(...answer.sessions);
    cursor = answer.next_cursor;
    if (cursor === null) {
      break;
    }
  }
  return { list, isWhole: cursor === null };
}
