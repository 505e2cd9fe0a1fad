// @ts-check
// The whole log as one proof: how far it is, what it showed, which sessions are damaged, and earlier runs.
import { html, icon, nothing } from '../core/dom.js';
import { may } from '../core/store.js';
import { asOf } from '../ui/as-of.js';
import { damagedList } from './damaged-list.js';
import { glyph } from '../ui/glyph.js';
import { logFacts } from './log-facts.js';
import { logShape } from './log-verdict.js';
import { marksLine } from './marks-line.js';
import { earlier } from './recent-runs.js';
import { progressBand } from './run-progress.js';
import { runButton } from './run-button.js';
import { cancelled, isStop, stopped } from './run-states.js';
import { isGoing, progressTitle, shareOf } from './run-words.js';
import { failureOf } from './verification.js';
import { verdictFiles } from './verdict-files.js';

/** @typedef {import('./log-verdict.js').LogVerdict} LogVerdict */

const READS = 'Every row of every session is read again, every HMAC computed anew and every link compared.';

/**
 * @param {object} parts
 * @param {import('./server-run.js').Followed} parts.followed a run over the whole log, or one not known yet
 * @param {import('./recent-runs.js').Recent} parts.recent
 * @param {() => void} parts.verify
 * @param {() => void} parts.cancel
 * @param {() => void} parts.close
 */
export function logCard({ followed, recent, verify, cancel, close }) {
  const { run, kept, error } = followed;
  const verdict = run?.state === 'done' ? /** @type {LogVerdict | null} */ (run.verdict ?? null) : null;
  const going = !error && (!run || isGoing(run));
  const state = isStop(error) || run?.state === 'failed' ? 'stopped' : verdict ? logShape(verdict) : '';
  return html`<section class="card chain whole ${state}" aria-label="Integrity of the whole log">
    <header class="chain-h">
      <div class="ses row"><span class="med">Whole log</span><button type="button" class="btn quiet icon sm"
        aria-label="Close this verification" @click=${close}>${icon('x', undefined, 's')}</button></div>
      ${may('verify') ? runButton(going ? { label: 'Cancel', act: cancel } : { label: 'Verify again', act: verify, key: 'v' }) : nothing}
    </header>
    ${verdict && kept ? asOf(verdict.checked_at) : nothing}
    ${error ? stopped(error, run, 'the log') : band(run, verdict)}
    ${verdict ? proof(verdict) : nothing}
    ${earlier(recent, run?.id)}
  </section>`;
}

/** @param {import('./server-run.js').ServerRun | null} run @param {LogVerdict | null} verdict */
function band(run, verdict) {
  if (!run) {
    return html`<div class="vb run" role="status"><div><h2>Asking…</h2><p>${READS}</p></div></div>`;
  }
  if (verdict) {
    const shape = logShape(verdict);
    return html`<div class="vb ${shape}" role=${shape === 'fail' ? 'alert' : 'status'}>${glyph(shape)}<div>
      <h2>${verdict.headline}</h2><p>${verdict.sentence}</p></div></div>`;
  }
  if (isGoing(run)) {
    return html`${progressBand(run, READS)}<div class="bar-w"><progress class="bar" max="1" value=${shareOf(run)}
      aria-label="Share of the log that was read">${progressTitle(run)}</progress></div>`;
  }
  return run.state === 'cancelled' ? html`${cancelled(run, 'the log')}${partial(run.verdict)}` : stopped(failureOf(run), run, 'the log');
}

/** Damage that was found before somebody cancelled is damage all the same. @param {LogVerdict | null | undefined} found */
const partial = (found) => (found ? damagedList(found) : nothing);

/** @param {LogVerdict} verdict */
const proof = (verdict) => html`${damagedList(verdict)}${marksLine(verdict.marks, verdict.sentence)}
  <div class="facts-w">${logFacts(verdict)}${verdictFiles(verdict)}</div>`;
