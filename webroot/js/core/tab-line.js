// @ts-check
// How this tab gets its frames: through the worker that all tabs share, or over a connection of its own.
import { openLine } from './connection.js';

/** Without a shared worker a tab that nobody looks at hangs up after this long. */
const HIDDEN_MS = 5 * 60_000;

/**
 * @typedef {object} Hooks
 * @property {(frames: import('./sse.js').Frame[], at: number) => void} onFrames `at` is this browser's time of arrival
 * @property {(state: import('./connection.js').LineState) => void} onState
 * @property {() => void} onGap frames may have been missed without a word: the page slept
 */

/** @typedef {{ join(): void, retry(): void, reopen(): void, close(): void }} Line */

/**
 * @param {Hooks} hooks
 * @returns {Line}
 */
export function tabLine(hooks) {
  const line = shared(hooks) ?? alone(hooks);
  addEventListener('online', line.retry);
  addEventListener('focus', line.retry);
  return line;
}

/**
 * One connection for all tabs; null where the browser has no shared module workers.
 *
 * @param {Hooks} hooks
 * @returns {Line | null}
 */
function shared({ onFrames, onState, onGap }) {
  if (typeof SharedWorker === 'undefined') {
    return null;
  }
  /** @type {SharedWorker} */
  let worker;
  try {
    worker = new SharedWorker(/** @type {any} */ (workerAddress()), { type: 'module', name: 'gc-stream' });
  } catch {
    return null;
  }
  const tell = (/** @type {string} */ word) => worker.port.postMessage(word);
  worker.port.addEventListener('message', ({ data }) => {
    if (data.state) {
      onState(data.state);
    } else {
      onFrames(data.frames, data.at);
    }
  });
  worker.port.start();
  addEventListener('pagehide', () => tell('leave'));
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) {
      tell('join');
      onGap();
    }
  });
  return { join: () => tell('join'), retry: () => tell('retry'), reopen: () => tell('reopen'), close: () => tell('close') };
}

/**
 * A connection of this tab's own.
 *
 * @param {Hooks} hooks
 * @returns {Line}
 */
function alone({ onFrames, onState, onGap }) {
  /** @type {ReturnType<typeof openLine> | null} */
  let line = null;
  let asleep = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hidden;
  const open = () => openLine({ onFrames: (found) => onFrames(found, Date.now()), onState });
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hidden);
    if (document.hidden) {
      hidden = setTimeout(() => {
        asleep = line !== null;
        line?.close();
      }, HIDDEN_MS);
    } else if (asleep) {
      asleep = false;
      line = open();
      onGap();
    }
  });
  return {
    join() {
      line ??= open();
    },
    retry: () => line?.retry(),
    reopen: () => line?.reopen(),
    close() {
      line?.close();
      line = null;
      asleep = false;
    },
  };
}

/** @type {any} */
let policy;

/** Trusted Types: exactly one script may become a worker. */
function workerAddress() {
  const address = new URL('./stream-worker.js', import.meta.url).href;
  const types = /** @type {any} */ (globalThis).trustedTypes;
  if (!types) {
    return address;
  }
  policy ??= types.createPolicy('gc-worker', {
    createScriptURL(/** @type {string} */ asked) {
      if (asked !== address) {
        throw new TypeError('only the stream worker may be started');
      }
      return asked;
    },
  });
  return policy.createScriptURL(address);
}
