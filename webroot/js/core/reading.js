// @ts-check
// One question to the API and its newest answer: an older one never takes the place of a newer one.
import { signal } from '../../vendor/signals-core.js';
import { get } from './api.js';

/**
 * @typedef {object} Read
 * @property {any} known null until the first answer; kept while another is read
 * @property {import('./api.js').ApiError | null} error why the newest question has no answer
 * @property {boolean} loading
 */

/** @param {number} [patienceMs] when an answer is given up */
export function reading(patienceMs) {
  /** @type {import('../../vendor/signals-core.js').Signal<Read>} */
  const read = signal({ known: null, error: null, loading: false });
  let path = '';
  /** @type {import('./router.js').Query} */
  let params = {};
  /** @type {AbortController | null} */
  let running = null;

  /** @param {string} nextPath @param {import('./router.js').Query} [nextParams] */
  async function ask(nextPath, nextParams = {}) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const same = nextPath === path;
    [path, params] = [nextPath, nextParams];
    read.value = { known: same ? read.peek().known : null, error: null, loading: true };
    try {
      const known = await get(path, params, { signal: mine.signal, patienceMs });
      read.value = { known, error: null, loading: false };
    } catch (error) {
      if (!mine.signal.aborted) {
        read.value = { known: null, error: /** @type {any} */ (error), loading: false };
      }
    }
  }

  return {
    read,
    ask,
    /** Asks the same again. */
    again: () => (path ? ask(path, params) : undefined),
    stop() {
      running?.abort();
      read.value = { known: null, error: null, loading: false };
      path = '';
    },
  };
}
