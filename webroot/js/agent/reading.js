// @ts-check
// A part of the page that is read from the API, and read again when the stream says that it changed.
import { signal } from '../core/dom.js';
import { clockOffset, connection } from '../core/store.js';
import { onRefresh } from '../core/stream.js';

/** A busy agent changes all the time; nobody reads faster. */
const USUAL_PAUSE_MS = 2_000;

/** @typedef {import('../core/api.js').ApiError} ApiError */

/**
 * @template T
 * @typedef {{ value: T | null, error: ApiError | null, at: number }} Read value: null until the first answer, and while the
 *   newest question has none; at: the server's time of it
 */

/**
 * @template T
 * @param {(options: import('../core/api.js').Options) => Promise<T>} load
 * @param {number} [pauseMs] at least, between two readings that the stream asks for
 */
export function reading(load, pauseMs = USUAL_PAUSE_MS) {
  /** @type {import('../../vendor/signals-core.js').Signal<Read<T>>} */
  const state = signal({ value: null, error: null, at: 0 });
  /** @type {AbortController | null} */
  let running = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isDue = false;

  async function read() {
    clear();
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      const value = await load({ signal: mine.signal });
      if (running === mine) {
        state.value = { value, error: null, at: Date.now() + clockOffset.peek() };
      }
    } catch (failure) {
      if (running === mine && !mine.signal.aborted) {
        failed(/** @type {ApiError} */ (failure));
      }
    }
  }

  /** While the line is lost the page is greyed and says since when; any other failure is shown instead of old values. */
  function failed(/** @type {ApiError} */ error) {
    const { value, at } = state.peek();
    const isLost = error.status === 0 && connection.peek().state !== 'live' && value !== null;
    if (!isLost) {
      state.value = { value: null, error, at };
    }
  }

  function clear() {
    clearTimeout(timer);
    timer = undefined;
    isDue = false;
  }

  /** Nobody looks at a hidden tab: it reads once it is seen. */
  function due() {
    timer = undefined;
    isDue = document.hidden;
    if (!isDue) {
      read();
    }
  }

  return {
    state,
    read,
    /** Reads again, soon, however often it is said. */
    soon() {
      timer ??= setTimeout(due, pauseMs);
    },
    /** Reads now and whenever something may have been missed. @returns {() => void} stops */
    follow() {
      const seen = () => isDue && !document.hidden && read();
      document.addEventListener('visibilitychange', seen);
      const off = onRefresh(read);
      read();
      return () => {
        clear();
        running?.abort();
        running = null;
        off();
        document.removeEventListener('visibilitychange', seen);
      };
    },
  };
}
