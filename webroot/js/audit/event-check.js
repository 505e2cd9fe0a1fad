// @ts-check
// One event checked by itself: its HMAC and the links on both sides, and nothing else.
import { html, nothing, signal } from '../core/dom.js';
import { get } from '../core/api.js';
import { stampMs } from '../core/fmt.js';
import { announce } from '../ui/announce.js';
import { glyph } from '../ui/glyph.js';
import { hash } from '../ui/hash.js';

/**
 * @typedef {object} Checked
 * @property {string} id
 * @property {boolean} running
 * @property {any} verdict of `/api/events/{id}/verify`
 * @property {import('../core/api.js').ApiError | null} error
 */

export function eventCheck() {
  /** @type {import('../../vendor/signals-core.js').Signal<Checked | null>} null: nothing was asked */
  const checked = signal(null);

  /** @param {string} id */
  async function run(id) {
    checked.value = { id, running: true, verdict: null, error: null };
    try {
      const verdict = await get(`/api/events/${encodeURIComponent(id)}/verify`);
      tell({ id, running: false, verdict, error: null });
      announce(verdict.headline, { urgent: verdict.verdict === 'tampered' });
    } catch (error) {
      tell({ id, running: false, verdict: null, error: /** @type {any} */ (error) });
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
  if (checked?.id !== id || checked.running) {
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

/** What was signed, and what the event as it stands would give. @param {any} verdict */
const digests = ({ stored_hmac: stored, computed_hmac: computed }) => html`<dl class="kvs">
  <div class="kv wide"><dt>Signed digest</dt><dd>${hash(stored)}</dd></div>
  <div class="kv wide"><dt>Current digest</dt><dd>${hash(computed)}</dd></div>
</dl>`;
