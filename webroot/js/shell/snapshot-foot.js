// @ts-check
// What a picture of a view is of: product, environment, time with its zone, and how far the audit chain was verified.
import { effect, html, nothing, signal, untracked, watch } from '../core/dom.js';
import { get } from '../core/api.js';
import { count, stamp } from '../core/fmt.js';
import { route } from '../core/router.js';
import { connection, environment, fleet, me, now } from '../core/store.js';
import { on, onRefresh } from '../core/stream.js';
import { hashShort } from '../ui/hash.js';
import { mark } from './mark.js';
import { isRedacted, isSnapshot, snapshotAddress, toggleSnapshot } from './snapshot.js';
import { filtersIn, verifiedWords } from './snapshot-words.js';

/** @typedef {{ seq: number, hmac: string }} Head the newest event */

/** @type {import('../../vendor/signals-core.js').Signal<Head | null>} */
const head = signal(null);

/** @param {import('../core/types.js').AuditEvent | undefined} newest */
function take(newest) {
  if (newest && newest.chain_seq >= (head.peek()?.seq ?? 0)) {
    head.value = { seq: newest.chain_seq, hmac: newest.hmac_value };
  }
}

async function readHead() {
  try {
    take((await get('/api/events', { limit: 1 }))[0]);
  } catch {
    head.value = null; // the line says that it is not known
  }
}

on('audit', take);
onRefresh(readHead);
effect(() => {
  if (isSnapshot() && me.value) {
    untracked(readHead);
  }
});

export function snapshotFoot() {
  const filters = filtersIn(route.value.query);
  return html`<footer class="snap-f t12">
    ${mark()}<b class="med">Governance Console</b>
    <span>${environment.value || html`<span class="muted">environment not named</span>`}</span>
    ${filters ? html`<span class="muted wrap-any">only ${filters}</span>` : nothing}
    <span class="num end">${when()}</span>
    <span>${chainHead()}, <span class="num">${verifiedWords(fleet.value)}</span></span>
    <span class="row noprint">
      <a class="btn sm" href=${snapshotAddress(!isRedacted())} target="_self">${isRedacted() ? 'Show agent names' : 'Hide agent names'}</a>
      <button type="button" class="btn sm" @click=${() => print()}>Print</button>
      <button type="button" class="btn sm" @click=${toggleSnapshot}>Leave snapshot</button>
    </span>
  </footer>`;
}

/** Of what is shown: now while it is live, else the last sign of life. */
function when() {
  const { state, lastSeen } = connection.value;
  if (state === 'live') {
    return watch(now, (/** @type {number} */ ms) => stamp(ms));
  }
  return lastSeen ? `as of ${stamp(lastSeen)}` : 'time not known';
}

function chainHead() {
  const newest = head.value;
  return newest
    ? html`<span title="The newest event and its HMAC">chain head <span class="num">${count(newest.seq)}</span> ${hashShort(newest.hmac)}</span>`
    : 'chain head not known';
}
