// @ts-check
// How this tab gets its frames: through the worker that all tabs share, or over a connection of its own.

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
 * A connection of this tab's own, which few browsers need: fetched then.
 *
 * @param {Hooks} hooks
 * @returns {Line}
 */
function alone(hooks) {
  const own = import('./own-line.js').then(({ ownLine }) => ownLine(hooks));
  own.catch(() => hooks.onState({ state: 'lost', since: Date.now(), retryAt: null, lastSeenAt: null }));
  const tell = (/** @type {keyof Line} */ word) => () => void own.then((line) => line[word]()).catch(() => undefined);
  return { join: tell('join'), retry: tell('retry'), reopen: tell('reopen'), close: tell('close') };
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
