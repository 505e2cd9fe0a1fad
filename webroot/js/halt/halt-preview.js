// @ts-check
// Whom a pattern would halt, asked of the server as it is typed: the last answer, and only the newest counts.
import { get } from '../core/api.js';
import { signal } from '../core/dom.js';
import { leastOf } from './fleet-halt-words.js';

/** Nobody types slower on purpose, and each look reads the names of all agents. */
const PAUSE_MS = 250;

/** @typedef {import('./fleet-halt-words.js').Preview} Preview */

/**
 * @typedef {object} Looked
 * @property {Preview | null} preview
 * @property {number} least the fewest that this pattern meant so far
 * @property {import('../core/api.js').ApiError | null} error
 * @property {boolean} busy
 */

/** One preview that follows a pattern; make a new one for each dialog. */
export function haltPreview() {
  /** @type {import('../../vendor/signals-core.js').Signal<Looked>} */
  const state = signal({ preview: null, least: 0, error: null, busy: false });
  /** @type {AbortController | null} */
  let asking = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} pattern */
  async function read(pattern) {
    const mine = new AbortController();
    asking = mine;
    try {
      const preview = await get('/api/halts/preview', { pattern }, { signal: mine.signal });
      if (asking === mine) {
        state.value = { preview, least: leastOf(state.peek().least, preview), error: null, busy: false };
      }
    } catch (failure) {
      if (asking === mine) {
        state.value = { preview: null, least: 0, error: /** @type {import('../core/api.js').ApiError} */ (failure), busy: false };
      }
    }
  }

  function stop() {
    clearTimeout(timer);
    const before = asking;
    asking = null;
    before?.abort();
  }

  return {
    state,
    stop,
    /** Looks again; what was seen of another pattern is gone at once. @param {string} pattern @param {number} [afterMs] */
    look(pattern, afterMs = PAUSE_MS) {
      stop();
      const { preview, least } = state.peek();
      const same = preview?.pattern === pattern;
      state.value = { preview: same ? preview : null, least: same ? least : 0, error: null, busy: pattern !== '' };
      if (pattern !== '') {
        timer = setTimeout(() => read(pattern), afterMs);
      }
    },
  };
}
