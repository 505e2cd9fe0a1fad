// @ts-check
// One notice at a time, below the title of every page: session ending, line lost, caught up, new version, welcome.
import { computed, html, icon, nothing, watch } from '../core/dom.js';
import { ago, duration, plural, sameDay, stamp, time, zoneLabel } from '../core/fmt.js';
import { warning } from '../core/ending.js';
import { lazy } from '../core/lazy.js';
import { build, connection, now } from '../core/store.js';
import { reconnectNow } from '../core/stream.js';
import { isSnapshot } from './snapshot.js';
import { welcome } from './tour.js';

const SHOWN_AFTER_MS = 10_000;

const sessionWarning = lazy(() => import('./session-warning.js'));

/** Whether the line has been lost for long enough to say so; the page greys with it. */
export const isStale = computed(() => {
  const { state, since } = connection.value;
  return state === 'lost' && since !== null && now.value > 0 && Date.now() - since >= SHOWN_AFTER_MS;
});

export function banner() {
  if (isSnapshot()) {
    return isStale.value ? lost() : nothing; // a picture says that it is old, and nothing else
  }
  const ending = warning.value && sessionWarning()?.sessionWarning();
  if (ending) {
    return ending;
  }
  if (isStale.value) {
    return lost();
  }
  const { caughtUp } = connection.value;
  if (caughtUp) {
    return html`<div class="banner info" role="status">${icon('check')}<span><b>Caught up:</b> ${
      caughtUp.events === 0 ? 'nothing was missed.' : `${plural(caughtUp.events, 'event')}.`
    }</span></div>`;
  }
  const { here, server } = build.value;
  if (server && here && server !== here) {
    return html`<div class="banner info" role="status">${icon('refresh')}<span><b>A new version is ready.</b> This page still
      runs the old one.</span><button type="button" class="btn sm end" @click=${() => location.reload()}>Reload</button></div>`;
  }
  return welcome();
}

const lost = () => html`<div class="banner" role="status">${icon('offline')}<span>${watch(now, words)}</span>
  <button type="button" class="btn sm end" @click=${reconnectNow}>Reconnect now</button></div>`;

function words() {
  const { since, retryAt, lastSeen } = connection.value;
  const stopped = html`<b>Live updates stopped ${ago(since ?? Date.now(), Date.now())}.</b>`;
  const seen = lastSeen ? `You are looking at ${moment(lastSeen)}.` : 'Nothing was received yet.';
  const left = retryAt === null ? 0 : (retryAt - Date.now()) / 1000;
  const next = left > 0 ? `Reconnecting in ${duration(Math.ceil(left))}` : 'Reconnecting now';
  return html`${stopped} ${seen} ${next}; missed events are fetched automatically.`;
}

/** @param {string} at */
const moment = (at) => (sameDay(at, now.peek()) ? `${time(at)} ${zoneLabel(at)}` : stamp(at));
