// @ts-check
// Having a session read again and proved. A run that failed stays visible as failed; it never turns back into a button.
import { signal } from '../core/dom.js';
import { get } from '../core/api.js';
import { count } from '../core/fmt.js';
import { on } from '../core/stream.js';
import { announce } from './announce.js';
import { rowsOf } from './verdict.js';

/** A little longer than the server gives itself. */
const PATIENCE_MS = 65_000;

/** @typedef {import('./verdict.js').Verdict} Verdict */

/**
 * @typedef {object} Run
 * @property {string} session
 * @property {'running' | 'done' | 'failed' | 'cancelled'} phase
 * @property {Verdict | null} verdict when it is done
 * @property {number} newer events of the session that came after the verdict
 * @property {Map<string, import('./verdict.js').VerdictRow>} rows
 * @property {import('../core/api.js').ApiError | null} error
 */

export function verification() {
  /** @type {import('../../vendor/signals-core.js').Signal<Run | null>} null: nothing was asked */
  const run = signal(null);
  /** @type {AbortController | null} */
  let running = null;

  /** @param {string} session */
  async function start(session) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    run.value = { session, phase: 'running', verdict: null, newer: 0, rows: new Map(), error: null };
    try {
      const path = `/api/session/${encodeURIComponent(session)}/verify`;
      /** @type {Verdict} */
      const verdict = await get(path, {}, { signal: mine.signal, patienceMs: PATIENCE_MS });
      run.value = { session, phase: 'done', verdict, newer: 0, rows: rowsOf(verdict), error: null };
      tell(verdict);
    } catch (error) {
      if (!mine.signal.aborted) {
        run.value = { session, phase: 'failed', verdict: null, newer: 0, rows: new Map(), error: /** @type {any} */ (error) };
        announce('Verification stopped. Nothing is known about this session.', { urgent: true });
      }
    }
  }

  /** @param {import('../core/types.js').AuditEvent} event */
  function arrived(event) {
    const { value } = run;
    const lastSeq = value?.verdict?.last_seq ?? 0;
    if (value?.phase === 'done' && event.session_id === value.verdict?.session_id && event.chain_seq > lastSeq) {
      run.value = { ...value, newer: value.newer + 1 };
    }
  }

  return {
    run,
    start,
    /** Counts what comes after a verdict. @returns {() => void} stops it */
    watchNewer: () => on('audit', arrived),
    cancel() {
      running?.abort();
      const { value } = run;
      run.value = value && { ...value, phase: 'cancelled' };
    },
    clear() {
      running?.abort();
      run.value = null;
    },
  };
}

/** @param {Verdict} verdict */
function tell(verdict) {
  const urgent = verdict.verdict === 'tampered' || verdict.verdict === 'truncated';
  announce(urgent ? `${verdict.headline}. ${count(verdict.failure_count)} failed.` : verdict.headline, { urgent });
}
