// @ts-check
// Verifications that were run lately, each a link to its result.
import { html, nothing, signal } from '../core/dom.js';
import { get } from '../core/api.js';
import { count, sentence, shortId } from '../core/fmt.js';
import { url } from '../core/router.js';
import { on, onRefresh } from '../core/stream.js';
import { glyph } from '../ui/glyph.js';
import { logShape } from './log-verdict.js';
import { isGoing, progressTitle } from './run-words.js';
import { skeletonRows } from '../ui/states.js';
import { stampOf } from '../ui/time.js';

/** @typedef {import('./server-run.js').ServerRun} ServerRun */
/** @typedef {{ runs: ServerRun[] | null, error: import('../core/api.js').ApiError | null }} Recent runs: null until the first answer, newest first */

/** Those that were over are read once; a frame that ends or begins one reads them anew. */
export function recentRuns() {
  /** @type {import('../../vendor/signals-core.js').Signal<Recent>} */
  const recent = signal({ runs: null, error: null });
  let turn = 0;

  async function read() {
    const mine = ++turn;
    try {
      const answer = await get('/api/verifications');
      if (mine === turn) {
        recent.value = { runs: Array.isArray(answer) ? answer : (answer.jobs ?? []), error: null };
      }
    } catch (error) {
      if (mine === turn) {
        recent.value = { runs: null, error: /** @type {any} */ (error) };
      }
    }
  }

  /** @param {ServerRun} frame */
  function told(frame) {
    const { runs } = recent.peek();
    const known = runs?.find(({ id }) => id === frame.id);
    if (!known || !isGoing(frame)) {
      read();
    } else {
      recent.value = { runs: (runs ?? []).map((run) => (run.id === frame.id ? { ...run, ...frame } : run)), error: null };
    }
  }

  return {
    recent,
    read,
    /** @returns {() => void} stops */
    follow() {
      const stops = [on('verification', told), onRefresh(read)];
      read();
      return () => {
        turn += 1;
        stops.forEach((stop) => stop());
      };
    },
  };
}

/** Folded away below what is shown. @param {Recent} recent @param {string} [current] the id of the one that is shown */
export const earlier = (recent, current) =>
  html`<details class="earlier"><summary>Recent verifications</summary>${runList(recent, current)}</details>`;

/** @param {Recent} recent @param {string} [current] the id of the one that is shown */
export function runList({ runs, error }, current) {
  if (error) {
    return html`<p class="t13 c-warn runs-e" role="status">Earlier verifications cannot be listed. ${sentence(error.message)}</p>`;
  }
  if (!runs) {
    return skeletonRows(2, 'sk-b');
  }
  return runs.length === 0
    ? html`<p class="t13 muted runs-e">None is kept yet.</p>`
    : html`<ul class="runs">${runs.map((run) => line(run, run.id === current))}</ul>`;
}

/** @param {ServerRun} run @param {boolean} here */
const line = (run, here) => html`<li aria-current=${here ? 'true' : nothing}>${glyph(shapeOf(run))}<a
  class="med" href=${url('/audit', { session: run.session_id, verify: run.id })}>${words(run)}</a>
  <span class="muted wrap-any">${run.session_id ? html`session <span class="mono">${shortId(run.session_id)}</span>` : 'whole log'}, asked by ${run.asked_by}</span>
  <span class="muted end nowrap">${stampOf(run.ended_at ?? run.asked_at)}</span></li>`;

/** @param {ServerRun} run @returns {import('../ui/glyph.js').Shape} */
export function shapeOf({ state, verdict }) {
  if (state === 'done') {
    return verdict ? logShape(verdict) : 'none';
  }
  return state === 'failed' ? 'fail' : state === 'cancelled' ? 'none' : 'pend';
}

/** @param {ServerRun} run */
function words(run) {
  if (run.state === 'done') {
    return run.verdict?.headline ?? 'Finished';
  }
  return run.state === 'failed' ? 'Stopped' : run.state === 'cancelled' ? `Cancelled after ${count(run.rows)} rows` : progressTitle(run);
}
