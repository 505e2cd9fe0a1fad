// @ts-check
// One's own API tokens, as the server lists them; read anew when one is made or ends.
import { get } from '../core/api.js';
import { signal } from '../core/dom.js';
import { whenTold } from '../core/when-told.js';

const KINDS = /^console\.(api_token|password_reset)/;

/** As many of one person hold at once; those that are over stay for a month. */
const PAGE = 500;

/**
 * @typedef {object} Token
 * @property {string} token_id
 * @property {string} username
 * @property {string} name
 * @property {string[]} scopes
 * @property {string} created_at
 * @property {string} expires_at
 * @property {string | null} last_used_at
 * @property {string | null} revoked_at
 */

/** @typedef {{ list: Token[] | null, isWhole: boolean, error: Error | null }} Tokens */

export function tokenList() {
  /** @type {import('../../vendor/signals-core.js').Signal<Tokens>} */
  const state = signal({ list: null, isWhole: true, error: null });
  let turn = 0;

  async function read() {
    const mine = ++turn;
    try {
      const { tokens, next_cursor: next } = await get('/api/auth/tokens', { limit: PAGE });
      if (mine === turn) {
        state.value = { list: tokens, isWhole: next === null, error: null };
      }
    } catch (error) {
      if (mine === turn) {
        state.value = { list: null, isWhole: true, error: /** @type {Error} */ (error) };
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
