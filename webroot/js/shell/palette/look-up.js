// @ts-check
// Looks for the event or the session that a text names: asked of the server while it is typed, and only the newest counts.
import { get } from '../../core/api.js';
import { signal } from '../../core/dom.js';
import { count, shortHash, shortId, stamp } from '../../core/fmt.js';
import { url } from '../../core/router.js';
import { idIn } from './match.js';

const PAUSE_MS = 200;
const MOST = 6;

/** @typedef {import('./items.js').Item} Item */
/** @typedef {import('../../core/types.js').AuditEvent} AuditEvent */
/** @typedef {{ busy: boolean, items: Item[], error: import('../../core/api.js').ApiError | null, none: boolean }} Looked none: it was looked for, and is not there */

/** @type {Looked} */
const NOTHING = { busy: false, items: [], error: null, none: false };

export function lookUp() {
  /** @type {import('../../../vendor/signals-core.js').Signal<Looked>} */
  const state = signal(NOTHING);
  /** @type {AbortController | null} */
  let asking = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function stop() {
    clearTimeout(timer);
    asking?.abort();
    asking = null;
  }

  /** @param {string} text @param {'uuid' | 'hmac'} kind */
  async function ask(text, kind) {
    const mine = new AbortController();
    asking = mine;
    try {
      const items = kind === 'uuid' ? await byId(text, mine.signal) : await byHmac(text, mine.signal);
      if (asking === mine) {
        state.value = { busy: false, items, error: null, none: items.length === 0 };
      }
    } catch (failure) {
      if (asking === mine) {
        state.value = { ...NOTHING, error: /** @type {import('../../core/api.js').ApiError} */ (failure) };
      }
    }
  }

  return {
    state,
    /** Looks for what a text names; nothing when it is no id. @param {string} text */
    look(text) {
      stop();
      const kind = idIn(text);
      state.value = kind ? { ...NOTHING, busy: true } : NOTHING;
      if (kind) {
        timer = setTimeout(ask, PAUSE_MS, text.trim().toLowerCase(), kind);
      }
    },
    stop() {
      stop();
      state.value = NOTHING;
    },
  };
}

/** @param {string} id @param {AbortSignal} signal @returns {Promise<Item[]>} */
async function byId(id, signal) {
  /** @type {AuditEvent[]} */
  const events = await get('/api/events', { q: id, limit: MOST }, { signal });
  const event = events.find(({ event_id: other }) => other === id);
  const newest = events.find(({ session_id: session }) => session === id);
  return [...(event ? [eventItem(event)] : []), ...(newest ? [sessionItem(newest)] : [])];
}

/** @param {string} digits @param {AbortSignal} signal @returns {Promise<Item[]>} */
async function byHmac(digits, signal) {
  /** @type {AuditEvent[]} */
  const events = await get('/api/events', { q: digits, limit: MOST }, { signal });
  return events.filter(({ hmac_value: hmac }) => hmac.startsWith(digits)).map(eventItem);
}

/** @param {AuditEvent} event @returns {Item} */
const eventItem = (event) => ({
  id: `event ${event.event_id}`,
  group: 'Found',
  label: `Event ${count(event.chain_seq)}: ${event.kind}`,
  icon: 'audit',
  hint: `${event.agent_id} · ${stamp(event.created_at)} · ${shortHash(event.hmac_value)}`,
  href: url('/audit', { event: event.event_id }),
});

/** @param {AuditEvent} newest @returns {Item} */
const sessionItem = (newest) => ({
  id: `session ${newest.session_id}`,
  group: 'Found',
  label: `Session ${shortId(newest.session_id)}`,
  icon: 'link',
  hint: `${newest.agent_id} · last event ${stamp(newest.created_at)}`,
  href: url('/audit', { session: newest.session_id }),
});
