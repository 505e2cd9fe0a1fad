// @ts-check
// Whether what you see is live. A hiccup of three seconds is nothing; afterwards it says so.
import { computed, html, icon } from '../core/dom.js';
import { connection, now } from '../core/store.js';

const HICCUP_MS = 3_000;

/** live, connecting or lost: changes at most with the clock, not with every beat. */
export const lineShown = computed(() => {
  const { state, since } = connection.value;
  if (state === 'lost' && since !== null) {
    return now.value && Date.now() - since < HICCUP_MS && connection.value.lastSeen ? 'live' : 'lost';
  }
  return state;
});

export function connectionPill() {
  if (lineShown.value === 'live') {
    return html`<span class="pill conn" title="The event stream is connected"><span class="presence live"><span
      class="dot"></span></span>Live</span>`;
  }
  if (lineShown.value === 'connecting') {
    return html`<span class="pill conn" title="The event stream is being opened"><span class="presence idle"><span
      class="dot"></span></span>Connecting</span>`;
  }
  return html`<span class="pill warn conn" title="The event stream is lost and is being opened again">${icon(
    'offline',
  )}Reconnecting</span>`;
}
