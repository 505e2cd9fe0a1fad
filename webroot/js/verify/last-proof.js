// @ts-check
// The last verification of the whole log, as it was found then.
import { html, nothing } from '../core/dom.js';
import { url } from '../core/router.js';
import { may } from '../core/store.js';
import { asOf } from '../ui/as-of.js';
import { glyph } from '../ui/glyph.js';
import { logFacts } from './log-facts.js';
import { logShape } from './log-verdict.js';
import { isGoing, progressFacts, progressTitle } from './run-words.js';
import { failure, skeletonRows } from '../ui/states.js';

/** @typedef {import('./server-run.js').ServerRun} ServerRun */

/** @param {ServerRun[] | null} runs newest first */
export const lastOfLog = (runs) => runs?.find(({ session_id: session, state }) => !session && state === 'done') ?? null;

/**
 * @param {import('./recent-runs.js').Recent} recent
 * @param {ServerRun | null} last with its whole verdict; null while it is read, or when there is none
 * @param {() => void} retry
 */
export function lastProof({ runs, error }, last, retry) {
  if (error) {
    return error.status === 403
      ? html`<p class="pad dim">Your role may not see verifications.</p>`
      : failure({ title: 'Verifications cannot be read', error, retry });
  }
  if (!runs) {
    return html`<div class="pad">${skeletonRows(3)}</div>`;
  }
  const going = runs.find((run) => !run.session_id && isGoing(run));
  const rest = lastOfLog(runs) ? html`<div class="pad">${skeletonRows(3)}</div>` : going ? nothing : never();
  return html`${going ? underWay(going) : nothing}${last?.verdict ? found(last) : rest}`;
}

/** @param {ServerRun} run */
const underWay = (run) => html`<p class="pad row t13">${glyph('pend')}<a class="med num" href=${url('/audit', { verify: run.id })}>${progressTitle(
  run,
)}</a><span class="muted num">${progressFacts(run)}</span></p>`;

/** @param {ServerRun} run */
function found({ id, verdict }) {
  const shape = logShape(verdict);
  return html`${asOf(verdict.checked_at)}<div class="vb ${shape}">${glyph(shape)}<div><h3 class="vb-t">${verdict.headline}</h3>
    <p>${verdict.sentence}</p></div></div><div class="facts-w">${logFacts(verdict)}<div class="facts-a"><a class="btn sm"
    href=${url('/audit', { verify: id })}>Open</a></div></div>`;
}

const never = () => html`<div class="pad"><p class="dim">No verification of the whole log is kept.</p>${
  may('verify') ? html`<div class="pad-t"><a class="btn" href="/audit">Go to the audit log to verify it</a></div>` : nothing
}</div>`;
