// @ts-check
// One thing that a page reads: not known yet, known, or why not. Only the newest question counts.
import { signal } from '../../vendor/signals-core.js';
import { connection } from './store.js';

/**
 * @template T
 * @typedef {{ known: T | null, error: import('./api.js').ApiError | null }} Known both null while it is read for the first time
 */

/**
 * @template T
 * @param {() => Promise<T>} load
 */
export function part(load) {
  /** @type {import('../../vendor/signals-core.js').Signal<Known<T>>} */
  const state = signal({ known: null, error: null });
  let turn = 0;

  async function read() {
    const mine = ++turn;
    try {
      const known = await load();
      if (mine === turn) {
        state.value = { known, error: null };
      }
    } catch (failure) {
      const error = /** @type {import('./api.js').ApiError} */ (failure);
      // A lost line greys the page, which says since when; any other failure makes this unknown.
      const kept = error.status === 0 && connection.peek().state === 'lost' && state.peek().known !== null;
      if (mine === turn && !kept) {
        state.value = { known: null, error };
      }
    }
  }

  return {
    state,
    read,
    /** Forgets what was read, and whatever is on its way. */
    clear() {
      turn += 1;
      state.value = { known: null, error: null };
    },
  };
}
