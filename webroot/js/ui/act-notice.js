// @ts-check
// What became of an act that is not confirmed yet.
import { html, icon, nothing, watch } from '../core/dom.js';
import { countdown, sentence } from '../core/fmt.js';
import { now } from '../core/store.js';
import { glyph } from './glyph.js';
import { factsOf } from './states.js';

/** The key of an act is its own: if it was used for other words, then by an earlier try, whose answer did not come. */
const DONE_BEFORE = 'What you sent before took effect, in other words than these; look at it before you send these, too';

/**
 * @param {import('../core/act.js').ActState} state
 * @param {number} failedAt the server's milliseconds
 * @param {string} [again] what sending it once more does
 */
export function actNotice({ phase, error }, failedAt, again = 'Sending it again does not do it twice.') {
  if (phase === 'slow') {
    return html`<div class="banner" role="status">${icon('clock')}<span><b>Sent, not yet confirmed.</b> ${again}</span></div>`;
  }
  if (!error) {
    return nothing;
  }
  return html`<div class="banner fail" role="alert">${glyph('fail')}<span>${sentence(error.code === 'key_reused' ? DONE_BEFORE : error.detail)}${
    error.retryAfter ? html` ${watch(now, (/** @type {number} */ ms) => pauseWords(failedAt, error.retryAfter ?? 0, ms))}` : nothing
  }${isUnexpected(error) ? html`<br /><span class="mono t12">${factsOf(error)}</span>` : nothing}</span></div>`;
}

/** What the visitor can do nothing about; the line finds it in the log. @param {import('../core/api.js').ApiError} error */
const isUnexpected = ({ status }) => status === 0 || status >= 500;

/** @param {number} failedAt @param {number} seconds @param {number} ms */
function pauseWords(failedAt, seconds, ms) {
  const left = seconds - (ms - failedAt) / 1000;
  return left > 0 ? `Try again in ${countdown(left)}.` : 'You may try again now.';
}
