// @ts-check
// A dangerous act on its way: sent once, shown as done only when the server says so, repeatable without doing it twice.
import { signal } from '../../vendor/signals-core.js';
import { newKey, post } from './api.js';

/** After this much silence the visitor is told, and may send the same act again. */
const SLOW_MS = 5_000;

/**
 * @typedef {object} ActState
 * @property {'idle' | 'sent' | 'slow' | 'failed'} phase
 * @property {import('./api.js').ApiError | null} error
 */

/**
 * An act that can be tried until it is confirmed; every try carries the same idempotency key.
 *
 * @param {(answer: any) => void} done
 */
export function act(done) {
  let key = newKey();
  let tries = 0;
  /** @type {import('../../vendor/signals-core.js').Signal<ActState>} */
  const state = signal({ phase: 'idle', error: null });

  /** @param {string} path @param {unknown} body */
  async function send(path, body) {
    const mine = ++tries;
    state.value = { phase: 'sent', error: null };
    const slow = setTimeout(() => mine === tries && (state.value = { phase: 'slow', error: null }), SLOW_MS);
    try {
      const answer = await post(path, body, { key });
      if (mine === tries) {
        tries += 1; // a slower try of the same act says the same
        state.value = { phase: 'idle', error: null };
        done(answer);
      }
    } catch (failure) {
      const error = /** @type {import('./api.js').ApiError} */ (failure);
      if (mine === tries) {
        if (error.status !== 0) {
          key = newKey(); // refused is refused: what is sent next is another act
        }
        state.value = { phase: 'failed', error };
      }
    } finally {
      clearTimeout(slow);
    }
  }

  return { state, send };
}
