// @ts-check
// The posture in this browser: a snapshot, kept current by frames, read anew when a frame may be missing.
import { get } from './api.js';
import { merge } from './merge.js';
import { connection, fleet } from './store.js';
import { on, onRefresh } from './stream.js';

/** Frames come only when something changed; a snapshot after this much silence proves that the numbers still hold. */
const QUIET_MS = 30_000;
const RETRY_MS = 5_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let asked = 0;
/** Frames that were taken. */
let taken = 0;

/**
 * Keeps the fleet current until stopped.
 *
 * @returns {() => void} stops
 */
export function followFleet() {
  const off = [on('posture', take), onRefresh(readFleet)];
  const seen = () => !document.hidden && readFleet();
  document.addEventListener('visibilitychange', seen);
  readFleet();
  return () => {
    asked += 1;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
    off.forEach((stop) => stop());
    fleet.value = { posture: null, error: null };
  };
}

/** Reads the snapshot now. */
export async function readFleet() {
  const mine = ++asked;
  const before = taken;
  clearTimeout(timer);
  try {
    const posture = await get('/api/posture');
    if (mine === asked) {
      const overtaken = taken !== before && isOlder(posture, fleet.peek().posture);
      fleet.value = { posture: overtaken ? fleet.peek().posture : posture, error: null };
      timer = setTimeout(quiet, QUIET_MS);
    }
  } catch (error) {
    if (mine === asked) {
      failed(/** @type {import('./api.js').ApiError} */ (error));
    }
  }
}

/** @param {{ timestamp: string }} one @param {{ timestamp: string } | null} other */
const isOlder = (one, other) => other !== null && Date.parse(one.timestamp) < Date.parse(other.timestamp);

/** @param {import('./api.js').ApiError} error */
function failed(error) {
  // A lost line greys the page and says since when; any other failure makes the posture unknown.
  const lost = error.status === 0 && connection.peek().state !== 'live' && fleet.peek().posture;
  if (!lost) {
    fleet.value = { posture: fleet.peek().posture, error };
  }
  if (error.status !== 401) {
    timer = setTimeout(readFleet, Math.max(RETRY_MS, (error.retryAfter ?? 0) * 1000));
  }
}

function quiet() {
  if (document.hidden) {
    return; // read when somebody looks again
  }
  readFleet();
}

/** @param {import('./types.js').PostureFrame} frame */
function take(frame) {
  const before = fleet.peek().posture;
  if (!before || isOlder(frame, before)) {
    return;
  }
  taken += 1;
  fleet.value = { posture: merge(before, frame), error: null };
  clearTimeout(timer);
  timer = setTimeout(quiet, QUIET_MS);
}
