// @ts-check
// The stream as pages see it: on(event, handler), and when to read anew what has no frames to catch up with.
import { batch } from '../../vendor/signals-core.js';
import { noteAgents } from './agent-names.js';
import { signInAgain } from './api.js';
import { dataOf } from './frame-data.js';
import { build, clockOffset, connection } from './store.js';
import { tabLine } from './tab-line.js';

const CAUGHT_UP_SHOWN_MS = 4_000;

/** @type {Map<string, Set<(data: any, id: string) => void>>} */
const handlers = new Map();

/** @type {Set<(reason: string) => void>} */
const resets = new Set();

/** @type {Set<() => void>} */
const refreshes = new Set();

/** @type {import('./tab-line.js').Line | null} */
let line = null;
let joined = false;

/**
 * Listens to one kind of frame: hello, audit, presence, gate, cost, halt, posture, verification, caught-up, reset, bye.
 *
 * @param {string} event
 * @param {(data: any, id: string) => void} handler
 * @returns {() => void} stops listening
 */
export function on(event, handler) {
  const known = handlers.get(event) ?? new Set();
  handlers.set(event, known.add(handler));
  return () => {
    known.delete(handler);
  };
}

/**
 * Called when events were missed that the server cannot send again: read the list anew.
 *
 * @param {(reason: string) => void} handler
 * @returns {() => void} stops listening
 */
export function onReset(handler) {
  resets.add(handler);
  return () => {
    resets.delete(handler);
  };
}

/**
 * Called whenever the line opened or came back: nobody told of what changed after it was read and before. Only audit events are
 * sent again, so whoever shows a state (posture, approvals) reads it anew.
 *
 * @param {() => void} handler
 * @returns {() => void} stops listening
 */
export function onRefresh(handler) {
  refreshes.add(handler);
  return () => {
    refreshes.delete(handler);
  };
}

/** Opens the stream for this tab, unless it is open. */
export function startStream() {
  line ??= tabLine({ onFrames: deliver, onState: changed, onGap: () => missed('this page slept') });
  if (!joined) {
    joined = true;
    line.join();
  }
}

/** Tries to come back at once. */
export const reconnectNow = () => line?.retry();

/** Goes on with the session that this browser has now: a stream ends with the one that opened it. */
export const reopenStream = () => line?.reopen();

/** Hangs up, in all tabs: the session is over. */
export function stopStream() {
  joined = false;
  line?.close();
}

/** @param {import('./sse.js').Frame[]} frames @param {number} at */
function deliver(frames, at) {
  batch(() => {
    for (const frame of frames) {
      const data = dataOf(frame);
      if (data) {
        noteAgents(data);
        ours(frame.event, data, at);
        handlers.get(frame.event)?.forEach((handler) => handler(data, frame.id));
      }
    }
  });
}

/** @param {string} event @param {any} data @param {number} at */
function ours(event, data, at) {
  if (event === 'hello') {
    clockOffset.value = Date.parse(data.time) - at;
    build.value = { ...build.peek(), server: data.build, version: data.version };
  } else if (event === 'caught-up') {
    caughtUp(data.count);
  } else if (event === 'reset') {
    missed(data.reason);
  }
}

/** @param {string} reason */
function missed(reason) {
  resets.forEach((handler) => handler(reason));
  refreshes.forEach((handler) => handler());
}

/** @param {number} events */
function caughtUp(events) {
  const note = { events, at: Date.now() };
  connection.value = { ...connection.peek(), caughtUp: note };
  setTimeout(() => {
    if (connection.peek().caughtUp === note) {
      connection.value = { ...connection.peek(), caughtUp: null };
    }
  }, CAUGHT_UP_SHOWN_MS);
}

/** @param {import('./connection.js').LineState} state */
function changed(state) {
  const before = connection.peek();
  const seen = state.lastSeenAt === null ? null : new Date(state.lastSeenAt + clockOffset.peek()).toISOString();
  connection.value = {
    ...before,
    state: state.state,
    since: state.since,
    retryAt: state.retryAt,
    lastSeen: seen ?? before.lastSeen,
  };
  if (state.state === 'ended') {
    joined = false;
    signInAgain();
  } else if (state.state === 'live' && before.state !== 'live') {
    refreshes.forEach((handler) => handler());
  }
}
