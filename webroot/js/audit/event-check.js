// @ts-check
// One event checked by itself: its HMAC and the links on both sides, and nothing else.
import { html, nothing, signal } from '../core/dom.js';
import { get } from '../core/api.js';
import { stampMs } from '../core/fmt.js';
import { announce } from '../ui/announce.js';
import { glyph } from '../ui/glyph.js';
import { hash, hashDiffering } from '../ui/hash.js';

/**
 * @typedef {object} Checked
 * @property {string} id
 * @property {boolean} running
 * @property {any} verdict of `/api/events/{id}/verify`
 * @property {import('../core/api.js').ApiError | null} error
 * @property {boolean} quiet whether the page asked for it, for the digests of what a verification had found
 */

export function eventCheck() {
  /** @type {import('../../vendor/signals-core.js').Signal<Checked | null>} null: nothing was asked */
  const checked = signal(null);

  /** @param {string} id @param {boolean} [quiet] */
  async function run(id, quiet = false) {
    checked.value = { id, running: true, verdict: null, error: null, quiet };
    try {
      const verdict = await get(`/api/events/${encodeURIComponent(id)}/verify`);
      tell({ id, running: false, verdict, error: null, quiet });
      if (!quiet) {
        announce(verdict.headline, { urgent: verdict.verdict === 'tampered' });
      }
    } catch (error) {
      tell({ id, running: false, verdict: null, error: /** @type {any} */ (error), quiet });
    }
  }

  /** An answer about an event that is not asked about any more is dropped. @param {Checked} answer */
  function tell(answer) {
    if (checked.peek()?.id === answer.id) {
      checked.value = answer;
    }
  }

  return { checked, run };
}

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
