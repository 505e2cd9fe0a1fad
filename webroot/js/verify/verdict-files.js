// @ts-check
// A verdict that leaves the page: as a file, or as one line of text.
import { html, icon } from '../core/dom.js';
import { copy } from '../ui/copy.js';
import { save } from '../ui/save.js';
import { verdictLine } from './verdict.js';

/** @typedef {import('./verdict.js').Said & { verdict: string }} Leaving of a session or of the whole log */

/** The two ways out, beside the facts. @param {Leaving} verdict */
export const verdictFiles = (verdict) => html`<div class="facts-a">
  <button type="button" class="btn sm" @click=${() => downloadEvidence(verdict)}>${icon('download', undefined, 's')}${
    verdict.verdict === 'verified' ? 'Certificate' : 'Evidence'
  }</button>
  <button type="button" class="btn sm" @click=${() => copy(verdictLine(verdict, location.href), 'verdict')}>${icon(
    'copy',
    undefined,
    's',
  )}Copy verdict</button>
</div>`;

/** Saves the whole answer of the server, and where it was asked. @param {Leaving} verdict */
function downloadEvidence(verdict) {
  const content = { exported_at: new Date().toISOString(), address: location.href, verdict };
  const blob = new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' });
  save({ blob, name: `${verdict.session_id ? `session-${verdict.session_id.slice(0, 8)}` : 'whole-log'}-${verdict.verdict}.json` });
}
