// @ts-check
// A verification that the server runs: asked for once, followed over the stream, its result kept under its id. The page
// can be left; nothing is polled.
import { signal } from '../../vendor/signals-core.js';
import { get, post, remove } from '../core/api.js';
import { on, onRefresh } from '../core/stream.js';
import { isGoing } from './run-words.js';

/** @typedef {import('../core/api.js').ApiError} ApiError */

/**
 * A run as `/api/verifications` tells it.
 *
 * @typedef {object} ServerRun
 * @property {string} id
 * @property {string | null} session_id null: the whole log
 * @property {'queued' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed'} state
 * @property {number} rows read so far
 * @property {number} total an estimate until it is done, 0 while there is none
 * @property {number | null} percent 0 to 100; null while there is no estimate
 * @property {number} rate rows a second
 * @property {number | null} seconds_left
 * @property {string | null} reason why it waits, was cancelled or failed
 * @property {string} asked_by
 * @property {string} asked_at
 * @property {string | null} started_at
 * @property {string | null} ended_at
 * @property {any} [verdict] of a session or of the whole log, null until it is done; only its words in lists and frames
 */

/**
 * @typedef {object} Followed
 * @property {string | null} id null until the server gave it one
 * @property {string | null | undefined} session null: the whole log; undefined: not known yet
 * @property {ServerRun | null} run null until the server answered
 * @property {boolean} kept whether it was over before anybody here looked: what it says is about then
 * @property {ApiError | null} error why it could not be asked for or read
 */

export function serverRun() {
  /** @type {import('../../vendor/signals-core.js').Signal<Followed | null>} null: nothing was asked for */
  const followed = signal(null);
  let turn = 0;

  /** @param {string | null} session null: the whole log */
  async function start(session) {
    const mine = ++turn;
    followed.value = { id: null, session, run: null, kept: false, error: null };
    try {
      const run = await post('/api/verifications', session === null ? { all: true } : { session_id: session });
      if (mine === turn) {
        followed.value = { id: run.id, session, run, kept: false, error: null };
        await read(run.id, false); // what was told before its id was known
      }
    } catch (error) {
      if (mine === turn) {
        followed.value = { id: null, session, run: null, kept: false, error: /** @type {any} */ (error) };
      }
    }
  }

  /** Shows a run by its id. @param {string} id */
  async function open(id) {
    if (followed.peek()?.id === id) {
      return;
    }
    turn += 1;
    followed.value = { id, session: undefined, run: null, kept: false, error: null };
    await read(id, true);
  }

  /** @param {string} id @param {boolean} first whether nothing of it was shown before */
  async function read(id, first) {
    const mine = turn;
    try {
      const run = await get(`/api/verifications/${encodeURIComponent(id)}`);
      const known = followed.peek()?.run;
      const isOlder = known && isGoing(run) && !isGoing(known);
      if (mine === turn && !isOlder) {
        const kept = first ? !isGoing(run) : (followed.peek()?.kept ?? false);
        followed.value = { id, session: run.session_id ?? null, run, kept, error: null };
      }
    } catch (error) {
      if (mine === turn) {
        const before = followed.peek();
        followed.value = { id, session: before?.session, run: before?.run ?? null, kept: false, error: /** @type {any} */ (error) };
      }
    }
  }

  /** @param {ServerRun} frame with no more than the words of its verdict */
  function told(frame) {
    const before = followed.peek();
    if (before?.run?.id !== frame.id || !isGoing(before.run)) {
      return;
    }
    if (isGoing(frame)) {
      followed.value = { ...before, run: { ...before.run, ...frame, verdict: null }, error: null };
    } else {
      read(frame.id, false);
    }
  }

  function readAgain() {
    const run = followed.peek()?.run;
    if (run && isGoing(run)) {
      read(run.id, false);
    }
  }

  return {
    followed,
    start,
    open,
    /** Asks the server to stop; how far it got is kept. Throws ApiError. */
    async cancel() {
      const run = followed.peek()?.run;
      if (run && isGoing(run)) {
        try {
          await remove(`/api/verifications/${encodeURIComponent(run.id)}`);
        } finally {
          await read(run.id, false);
        }
      }
    },
    clear() {
      turn += 1;
      followed.value = null;
    },
    /** Listens to the stream. @returns {() => void} stops */
    follow() {
      const stops = [on('verification', told), onRefresh(readAgain)];
      return () => stops.forEach((stop) => stop());
    },
  };
}
