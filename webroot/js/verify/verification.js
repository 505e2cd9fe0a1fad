// @ts-check
// Having a session read again and proved: short ones while one waits, long ones as a run on the server. A run that failed
// stays visible as failed; it never turns back into a button.
import { computed, effect, signal, untracked } from '../core/dom.js';
import { ApiError, get } from '../core/api.js';
import { count, sentence } from '../core/fmt.js';
import { on } from '../core/stream.js';
import { announce } from '../ui/announce.js';
import { isGoing } from './run-words.js';
import { serverRun } from './server-run.js';
import { isLong, isTooLong } from './session-length.js';
import { toast } from '../ui/toast.js';
import { rowsOf } from './verdict.js';

/** A little longer than the server gives itself. */
const PATIENCE_MS = 65_000;

/** @typedef {import('./verdict.js').Verdict} Verdict */
/** @typedef {import('./server-run.js').ServerRun} ServerRun */

/**
 * @typedef {object} Run
 * @property {string | undefined} session undefined while the server has not said which
 * @property {'running' | 'done' | 'failed' | 'cancelled'} phase
 * @property {Verdict | null} verdict when it is done
 * @property {number} newer events of the session that came after the verdict
 * @property {Map<string, import('./verdict.js').VerdictRow>} rows
 * @property {ServerRun | null} server where the server runs it: how far it is
 * @property {boolean} kept whether the verdict was reached before it was asked for here
 * @property {import('../core/api.js').ApiError | null} error
 */

export function verification() {
  /** @type {import('../../vendor/signals-core.js').Signal<Run | null>} null: nothing was asked for, or the server runs it */
  const direct = signal(null);
  const newer = signal(0);
  const server = serverRun();
  const latest = computed(() => direct.value ?? ofServer(server.followed.value));
  /** @type {import('../../vendor/signals-core.js').Signal<Run | null>} */
  const run = computed(() => latest.value && { ...latest.value, newer: newer.value });
  /** @type {AbortController | null} */
  let running = null;

  /** @param {string} session */
  async function start(session) {
    stop();
    server.clear();
    const mine = new AbortController();
    running = mine;
    direct.value = blank(session, 'running');
    try {
      if (await isLong(session, mine.signal)) {
        if (!mine.signal.aborted) {
          onServer(session);
        }
        return;
      }
      const path = `/api/session/${encodeURIComponent(session)}/verify`;
      /** @type {Verdict} */
      const verdict = await get(path, {}, { signal: mine.signal, patienceMs: PATIENCE_MS });
      direct.value = { ...blank(session, 'done'), verdict, rows: rowsOf(verdict) };
      tell(verdict);
    } catch (error) {
      if (mine.signal.aborted) {
        return;
      }
      if (isTooLong(error)) {
        onServer(session);
      } else {
        direct.value = { ...blank(session, 'failed'), error: /** @type {any} */ (error) };
        announce('Verification stopped. Nothing is known about this session.', { urgent: true });
      }
    }
  }

  /** @param {string | null} session null: the whole log */
  function onServer(session) {
    stop();
    direct.value = null;
    server.start(session);
  }

  function stop() {
    running?.abort();
    newer.value = 0;
  }

  /** @param {import('../core/types.js').AuditEvent} event */
  function arrived(event) {
    const verdict = latest.peek()?.verdict;
    if (verdict && event.session_id === verdict.session_id && event.chain_seq > (verdict.last_seq ?? 0)) {
      newer.value += 1;
    }
  }

  /** Says aloud how a run of the server ended, to those who saw it going. */
  function tellEnd() {
    let going = '';
    return effect(() => {
      const ended = server.followed.value?.run;
      if (ended && going === ended.id && !isGoing(ended)) {
        untracked(() => (ended.verdict && ended.state === 'done' ? tell(ended.verdict) : announce(`Verification ${ended.state}.`, { urgent: true })));
      }
      going = ended && isGoing(ended) ? ended.id : '';
    });
  }

  return {
    run,
    server,
    start,
    /** Shows a run by its id. @param {string} id */
    open(id) {
      if (direct.peek() || server.followed.peek()?.id !== id) {
        stop();
        direct.value = null;
        server.open(id);
      }
    },
    /** Has the whole log read. */
    startAll: () => onServer(null),
    /** Listens to the stream: how far runs are, and what comes after a verdict. @returns {() => void} stops */
    follow() {
      const stops = [on('audit', arrived), server.follow(), tellEnd()];
      return () => stops.forEach((stop) => stop());
    },
    cancel() {
      running?.abort();
      const { value } = direct;
      if (value) {
        direct.value = { ...value, phase: 'cancelled' };
      } else {
        server.cancel().catch((error) => toast(`It was not cancelled. ${sentence(error.message)}`));
      }
    },
    clear() {
      stop();
      direct.value = null;
      server.clear();
    },
  };
}

/** @param {string | undefined} session @param {Run['phase']} phase @returns {Run} */
const blank = (session, phase) => ({ session, phase, verdict: null, newer: 0, rows: new Map(), server: null, kept: false, error: null });

/** A run of the server, where it is about one session. @param {import('./server-run.js').Followed | null} followed @returns {Run | null} */
function ofServer(followed) {
  if (!followed || followed.session === null) {
    return null;
  }
  const { session, run, kept, error } = followed;
  if (error) {
    return { ...blank(session, 'failed'), server: run, error };
  }
  if (!run || isGoing(run)) {
    return { ...blank(session, 'running'), server: run };
  }
  const verdict = run.verdict ?? null;
  const known = { ...blank(session, /** @type {Run['phase']} */ (run.state)), server: run, verdict, kept };
  return run.state === 'failed' ? { ...known, error: failureOf(run) } : { ...known, rows: verdict ? rowsOf(verdict) : new Map() };
}

/** Why a run ended without a verdict. @param {ServerRun} run */
export const failureOf = (run) =>
  new ApiError({ status: 0, code: 'verification_failed', detail: run.reason ?? 'The server could not read the log to its end.', request: `verification ${run.id}` });

/** @param {{ verdict: string, headline: string, failure_count?: number, damaged_count?: number }} verdict */
function tell({ verdict, headline, failure_count: failed, damaged_count: damaged }) {
  const urgent = verdict === 'tampered' || verdict === 'truncated';
  const many = failed ? ` ${count(failed)} failed.` : damaged ? ` ${count(damaged)} sessions damaged.` : '';
  announce(urgent ? `${headline}.${many}` : headline, { urgent });
}
