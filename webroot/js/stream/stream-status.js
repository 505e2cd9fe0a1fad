// @ts-check
// Above the list: how fast events come, whether it stands still and why, and since when it is not true any more.
import { html, icon, nothing, watch } from '../core/dom.js';
import { count, sameDay, stamp, time, zoneLabel } from '../core/fmt.js';
import { connection, now } from '../core/store.js';
import { CAPACITY, keptWords, rateWords } from './stream-words.js';

/** @typedef {ReturnType<typeof import('./stream-feed.js').streamFeed>} StreamFeed */
/** @typedef {import('./stream-figures.js').Figures} Figures */

/** @param {StreamFeed} feed @param {string} line what is known of the connection: live, connecting or lost */
export function streamStatus({ figures, outline, paused, holds }, line) {
  const { lastSeen } = connection.peek();
  if (line === 'lost') {
    return html`<span class="stream-status c-warn">${icon('offline', undefined, 's')}<span>No connection. ${
      lastSeen ? `True until ${moment(lastSeen)}` : 'Nothing was received yet'
    }</span></span>`;
  }
  const why = paused.value ? html`<b class="med">Paused</b>, still receiving · ` : holds.away.value ? 'Held while you read · ' : nothing;
  return html`<span class="num" title="The newest ${count(CAPACITY)} events are kept in this page. Older ones are in the audit log.">${why}${watch(
    figures,
    (/** @type {Figures} */ { perSecond }) => (perSecond === null ? nothing : `${rateWords(perSecond)} · `),
  )}${watch(outline, (/** @type {{ kept: number }} */ { kept }) => keptWords(kept))}</span>`;
}

/** @param {string} at */
const moment = (at) => (sameDay(at, now.peek()) ? `${time(at)} ${zoneLabel(at)}` : stamp(at));
