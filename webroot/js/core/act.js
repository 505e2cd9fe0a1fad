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

/** Not on its way. @type {ActState} */
export const IDLE = { phase: 'idle', error: null };

/**
 * An act that can be tried until the server says what became of it: every try carries the same idempotency key, and what
 * is sent after that another, for the first would get it the first answer.
 *
 * @param {(answer: any) => void} done
 * @param {(path: string, body: unknown, options: { key: string }) => Promise<any>} [call] how it is sent
 */
export function act(done, call = post) {
  let key = newKey();
  let tries = 0;
  /** @type {import('../../vendor/signals-core.js').Signal<ActState>} */
  const state = signal(IDLE);

  /** @param {string} path @param {unknown} body */
  async function send(path, body) {
    const mine = ++tries;
    state.value = { phase: 'sent', error: null };
    const slow = setTimeout(() => mine === tries && (state.value = { phase: 'slow', error: null }), SLOW_MS);
    try {
      const answer = await call(path, body, { key });
      if (mine === tries) {
        tries += 1; // a slower try of the same act says the same
        key = newKey();
        state.value = IDLE;
        done(answer);
      }
    } catch (failure) {
      const error = /** @type {import('./api.js').ApiError} */ (failure);
      if (mine === tries) {
        if (isRefused(error)) {
          key = newKey();
        }
        state.value = { phase: 'failed', error };
      }
    } finally {
      clearTimeout(slow);
    }
  }

  return { state, send };
}

/** Whether nothing was done; after any other failure that is not known. @param {import('./api.js').ApiError} error */
const isRefused = ({ status }) => status >= 400 && status < 500;
