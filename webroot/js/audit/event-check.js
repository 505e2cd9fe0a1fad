// @ts-check
// One event checked by itself: its HMAC and the links on both sides, and nothing else.
import { signal } from '../core/dom.js';
import { get } from '../core/api.js';
import { announce } from '../ui/announce.js';

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
