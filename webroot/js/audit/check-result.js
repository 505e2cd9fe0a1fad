// @ts-check
// What the check of one event found.
import { html, nothing } from '../core/dom.js';
import { stampMs } from '../core/fmt.js';
import { glyph } from '../ui/glyph.js';
import { hash, hashDiffering } from '../ui/hash.js';

/** @typedef {import('./event-check.js').Checked} Checked */

/** @param {Checked | null} checked @param {string} id of the open event */
export function checkResult(checked, id) {
  if (checked?.id !== id || checked.running || checked.quiet) {
    return nothing;
  }
  if (!checked.verdict) {
    return html`<p class="t13 muted" role="status">Not checked: ${checked.error?.detail ?? 'the console did not answer'}</p>`;
  }
  const { verdict } = checked;
  return html`<section role="status"><h3 class="row">${pillOf(verdict)}</h3><p class="t13">${verdict.sentence}</p>${
    verdict.computed_hmac ? digests(verdict) : nothing
  }<p class="t12 muted">Checked ${stampMs(verdict.checked_at)}</p></section>`;
}

/** Anything that is neither verified nor tampered is amber. @param {any} verdict */
function pillOf({ verdict, headline }) {
  const tone = verdict === 'verified' ? 'pass' : verdict === 'tampered' ? 'fail' : 'warn';
  return html`<span class="pill ${tone}">${glyph(tone)}${headline}</span>`;
}

/** What was signed, and what the event as it stands would give; nothing while that is not known. @param {Checked | null} checked @param {string} id */
export const digestsOf = (checked, id) => (checked?.id === id && checked.verdict?.computed_hmac ? digests(checked.verdict) : nothing);

/** @param {any} verdict */
const digests = ({ stored_hmac: stored, computed_hmac: computed }) => html`<dl class="digests">
  <div><dt>Signed</dt><dd>${hash(stored)}</dd></div>
  <div><dt>Now</dt><dd>${hashDiffering(computed, stored)}</dd></div>
</dl>`;
