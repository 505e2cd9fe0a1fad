// @ts-check
// The one event that is open, with the events before and after it in its session.
import { effect, signal, untracked } from '../core/dom.js';
import { get } from '../core/api.js';
import { route, setQuery } from '../core/router.js';
import { on } from '../core/stream.js';

/** @typedef {import('../core/types.js').AuditEvent} AuditEvent */

/**
 * @typedef {object} Opened
 * @property {string} id
 * @property {AuditEvent | null} event
 * @property {AuditEvent | null | undefined} before null: there is none; undefined: not known yet
 * @property {AuditEvent | null | undefined} after
 * @property {import('../core/api.js').ApiError | null} error why the event cannot be shown
 */

/**
 * @param {(id: string) => AuditEvent | undefined} known an event that the list holds already
 * @param {string} [page] whose address names the event
 */
export function openedEvent(known, page = '/audit') {
  /** @type {import('../../vendor/signals-core.js').Signal<Opened | null>} */
  const opened = signal(null);
  /** @type {AbortController | null} */
  let running = null;
  /** @type {(() => void)[]} */
  let stops = [];

  /** @param {string} id */
  async function load(id) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const options = { signal: mine.signal };
    const event = known(id) ?? null;
    opened.value = { id, event, before: undefined, after: undefined, error: null };
    try {
      const whole = event ?? (await get(`/api/events/${encodeURIComponent(id)}`, {}, options));
      opened.value = { ...current(id), event: whole };
      const [before, after] = await Promise.all([neighbour(whole, 'before', options), neighbour(whole, 'after', options)]);
      opened.value = { ...current(id), before, after };
    } catch (error) {
      if (!mine.signal.aborted) {
        opened.value = { ...current(id), error: /** @type {any} */ (error) };
      }
    }
  }

  /** @param {string} id @returns {Opened} */
  const current = (id) => opened.peek() ?? { id, event: null, before: undefined, after: undefined, error: null };

  return {
    opened,
    retry() {
      const id = opened.peek()?.id;
      if (id) {
        load(id);
      }
    },
    start() {
      let last = '';
      const follow = effect(() => {
        const id = route.value.path === page ? (route.value.query.event ?? '') : '';
        if (id !== last) {
          last = id;
          untracked(() => (id ? load(id) : close()));
        }
      });
      stops = [follow, on('audit', arrived)];
    },
    stop() {
      running?.abort();
      stops.forEach((stop) => stop());
    },
  };

  /** The newest event of a session gets a successor. @param {AuditEvent} event */
  function arrived(event) {
    const now = opened.peek();
    const isLater = now?.event?.session_id === event.session_id && event.chain_seq > now.event.chain_seq;
    if (now && now.after === null && isLater) {
      opened.value = { ...now, after: event };
    }
  }

  function close() {
    running?.abort();
    opened.value = null;
  }
}

/**
 * @param {AuditEvent} event
 * @param {'before' | 'after'} side
 * @param {import('../core/api.js').Options} options
 * @returns {Promise<AuditEvent | null>}
 */
async function neighbour(event, side, options) {
  const order = side === 'before' ? 'desc' : 'asc';
  const params = { session_id: event.session_id, [side]: event.chain_seq, order, limit: 1 };
  const [found] = await get('/api/events', params, options);
  return found ?? null;
}

/** Outside a session nothing is left that a proof would be about. */
export const close = () =>
  setQuery(route.peek().query.session ? { event: null } : { event: null, verify: null }, { replace: true });
