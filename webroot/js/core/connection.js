// @ts-check
// Keeps one event stream open: reads it, notices silence, comes back after a growing pause and says what it missed.
// Used by the shared worker, and by a page itself where there are no shared workers.
import { frames } from './sse.js';

const ADDRESS = '/api/stream/events';

/** The server beats every 15 s; after this much silence the line is dead. */
const SILENCE_MS = 40_000;
const LONGEST_PAUSE_MS = 30_000;

/** @typedef {import('./sse.js').Frame} Frame */

/**
 * How the line is; times are this browser's.
 *
 * @typedef {object} LineState
 * @property {'connecting' | 'live' | 'lost' | 'ended'} state
 * @property {number | null} since
 * @property {number | null} retryAt
 * @property {number | null} lastSeenAt
 */

/**
 * @param {object} hooks
 * @param {(frames: Frame[]) => void} hooks.onFrames
 * @param {(state: LineState) => void} hooks.onState
 */
export function openLine({ onFrames, onState }) {
  let lastId = '';
  let tries = 0;
  let wanted = true;
  let waiting = false;
  /** @type {AbortController | null} */
  let open = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {LineState} */
  let state = { state: 'connecting', since: null, retryAt: null, lastSeenAt: null };

  /** @param {Partial<LineState>} change */
  const become = (change) => {
    state = { ...state, ...change };
    onState(state);
  };

  async function connect() {
    clearTimeout(timer);
    waiting = false;
    open?.abort();
    const attempt = new AbortController();
    open = attempt;
    let pause = 0;
    try {
      pause = await read(attempt);
    } catch {
      // An aborted or broken line; the pause below is the answer to both.
    }
    if (open === attempt && wanted) {
      wait(pause);
    }
  }

  /** @param {AbortController} attempt */
  async function read(attempt) {
    const address = lastId === '' ? ADDRESS : `${ADDRESS}?last_event_id=${encodeURIComponent(lastId)}`;
    const watchdog = silence(() => attempt.abort());
    try {
      const response = await fetch(address, {
        headers: { accept: 'text/event-stream' },
        cache: 'no-store',
        credentials: 'same-origin',
        signal: attempt.signal,
      });
      if (response.status === 401) {
        end();
        return 0;
      }
      if (!response.ok || !response.body) {
        return Number(response.headers.get('retry-after') ?? 0) * 1000;
      }
      return await follow(response.body, watchdog);
    } finally {
      watchdog.stop();
    }
  }

  /** @param {ReadableStream<Uint8Array>} body @param {{ alive(): void }} watchdog */
  async function follow(body, watchdog) {
    const reader = body.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
    const parser = frames();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return parser.retry() ?? 0;
      }
      watchdog.alive();
      tell(parser.feed(value));
    }
  }

  /** @param {Frame[]} found */
  function tell(found) {
    tries = 0;
    state.lastSeenAt = Date.now();
    if (state.state !== 'live') {
      become({ state: 'live', since: null, retryAt: null });
    }
    if (found.length > 0) {
      lastId = found[found.length - 1].id || lastId;
      onFrames(found);
    }
  }

  /** @param {number} atLeast milliseconds */
  function wait(atLeast) {
    const growing = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** tries);
    const pause = Math.max(atLeast, growing * (0.75 + Math.random() / 2));
    tries += 1;
    waiting = true;
    become({ state: 'lost', since: state.since ?? Date.now(), retryAt: Date.now() + pause });
    timer = setTimeout(connect, pause);
  }

  function end() {
    wanted = false;
    become({ state: 'ended', retryAt: null });
  }

  connect();
  return {
    /** The state for whoever listens from now on. */
    state: () => state,
    /** Ends a pause; does nothing while it is open or trying. */
    retry() {
      if (wanted && waiting) {
        connect();
      }
    },
    /** Opens it anew at once, as another session's, from where it was. */
    reopen() {
      if (wanted) {
        tries = 0;
        connect();
      }
    },
    /** Hangs up for good. */
    close() {
      wanted = false;
      clearTimeout(timer);
      open?.abort();
    },
  };
}

/**
 * Calls `dead` when nobody said {@link alive} for too long.
 *
 * @param {() => void} dead
 */
function silence(dead) {
  let timer = setTimeout(dead, SILENCE_MS);
  return {
    alive() {
      clearTimeout(timer);
      timer = setTimeout(dead, SILENCE_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
