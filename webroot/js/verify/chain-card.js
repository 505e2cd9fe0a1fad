// @ts-check
// One session as a chain: verify it, and what that showed in the server's own words.
import { html, icon, nothing } from '../core/dom.js';
import { href } from '../core/router.js';
import { may } from '../core/store.js';
import { asOf } from '../ui/as-of.js';
import { chainFacts } from './chain-facts.js';
import { copyButton } from '../ui/copy.js';
import { corrections } from '../audit/corrections.js';
import { findingsList } from './findings-list.js';
import { glyph } from '../ui/glyph.js';
import { marksLine } from './marks-line.js';
import { ribbon } from './ribbon.js';
import { progressBand } from './run-progress.js';
import { runButton } from './run-button.js';
import { cancelled, isStop, stopped } from './run-states.js';
import { shareOf } from './run-words.js';
import { shapeOf } from './verdict.js';

/** @typedef {import('./verdict.js').Verdict} Verdict */
/** @typedef {import('./verification.js').Run} Run */

const READS = 'Every row of this session is read again and every HMAC computed anew from its stored content.';

/**
 * @param {object} parts
 * @param {string} parts.session
 * @param {Run | null} parts.run of this session
 * @param {() => void} parts.verify
 * @param {() => void} parts.cancel
 * @param {(position: number) => string | null} parts.hrefOf where an event of a place is shown
 */
export function chainCard({ session, run, verify, cancel, hrefOf }) {
  const verdict = run?.phase === 'done' ? run.verdict : null;
  const state = run && isStop(run.error) ? 'stopped' : verdict ? shapeOf(verdict) : '';
  return html`<section class="card chain ${state}" aria-label="Chain integrity">
    <header class="chain-h">
      <div class="ses row"><span class="muted t13">Session</span><span class="idlink trunc" title=${session}>${session}</span>${copyButton(
        session,
        'session id',
      )}<a class="btn quiet icon sm" href=${href({ session: null, verify: null, before: null, after: null, cursor: null })}
        aria-label="Show all sessions">${icon('x', undefined, 's')}</a></div>
      ${may('verify') ? button(run, verify, cancel) : nothing}
    </header>
    ${verdict && run?.kept ? asOf(verdict.checked_at) : nothing}
    ${run ? band(run, verdict) : nothing}
    ${bars(run, verdict, hrefOf)}
    ${verdict ? proof(verdict, run?.newer ?? 0, hrefOf) : nothing}
  </section>`;
}

/** @param {Run | null} run @param {Verdict | null} verdict @param {(position: number) => string | null} hrefOf */
const bars = (run, verdict, hrefOf) =>
  ribbon({
    events: verdict?.event_count ?? run?.server?.total ?? 0,
    verdict,
    share: run?.server ? shareOf(run.server) : 0,
    waiting: run?.phase === 'running' ? 'Reading…' : 'Not verified',
    hrefOf,
  });

/** @param {Verdict} verdict @param {number} newer @param {(position: number) => string | null} hrefOf */
const proof = (verdict, newer, hrefOf) => html`${findingsList(verdict, hrefOf)}${corrections(verdict.corrections)}${marksLine(
  verdict.marks,
  verdict.sentence,
)}${chainFacts(verdict, newer)}`;

/** One button whatever it does, so that the focus stays on it. @param {Run | null} run @param {() => void} verify @param {() => void} cancel */
function button(run, verify, cancel) {
  const isFirst = !run || run.phase === 'cancelled';
  return run?.phase === 'running'
    ? runButton({ label: 'Cancel', act: cancel })
    : runButton({ label: isFirst ? 'Verify chain integrity' : 'Verify again', act: verify, isFirst, key: 'v' });
}

/** @param {Run} run @param {Verdict | null} verdict */
function band({ phase, server, error }, verdict) {
  if (verdict) {
    const shape = shapeOf(verdict);
    return html`<div class="vb ${shape}" role=${shape === 'fail' ? 'alert' : 'status'}>${glyph(shape)}<div>
      <h2>${verdict.headline}</h2><p>${verdict.sentence}</p></div></div>`;
  }
  if (phase === 'running') {
    return server
      ? progressBand(server, READS)
      : html`<div class="vb run" role="status"><div><h2>Verifying…</h2><p>${READS}</p></div></div>`;
  }
  if (phase === 'cancelled') {
    return cancelled(server, 'this session');
  }
  return error ? stopped(error, server, 'this session') : nothing;
}
