// @ts-check
// The events that the address asks for, and how many came since. What is shown never moves by itself.
import { batch, effect, signal, untracked } from '../core/dom.js';
import { getPage } from '../core/api.js';
import { route, setQuery } from '../core/router.js';
import { on, onReset } from '../core/stream.js';
import { TOP, belongs, paged, shown, wanted } from './audit-query.js';

/** Beyond this the number says no more than "many". */
const MOST_COUNTED = 10_000;

/**
 * @typedef {object} Feed
 * @property {import('./audit-query.js').Shown | null} page null until the first answer
 * @property {import('./audit-query.js').Wanted} ask what `page` answers
 * @property {boolean} loading
 * @property {import('../core/api.js').ApiError | null} error why the newest question has no answer
 */

/** @typedef {{ count: number, missed: boolean }} Fresh missed: events came that nobody counted */

export function auditFeed() {
  /** @type {import('../../vendor/signals-core.js').Signal<Feed>} */
  const feed = signal({ page: null, ask: wanted(route.peek().query), loading: true, error: null });
  /** @type {import('../../vendor/signals-core.js').Signal<Fresh>} */
  const fresh = signal({ count: 0, missed: false });
  /** @type {AbortController | null} */
  let running = null;
  /** @type {(() => void)[]} */
  let stops = [];
  let asked = '';

  async function load() {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const ask = wanted(route.peek().query);
    batch(() => {
      feed.value = { ...feed.peek(), loading: true };
      fresh.value = { count: 0, missed: false };
    });
    try {
      const { items, next } = await getPage(ask.path, ask.params, { signal: mine.signal });
      const page = ask.path === '/api/v2/events' ? paged(items) : shown(items, next !== null, ask);
      if (page.overshot) {
        setQuery(TOP, { replace: true }); // the top: its address has no position
        return;
      }
      feed.value = { page, ask, loading: false, error: null };
    } catch (error) {
      if (!mine.signal.aborted) {
        feed.value = { page: null, ask, loading: false, error: /** @type {any} */ (error) };
      }
    }
  }

  /** Loads when the address asks for other events, not when it opens one. */
  function follow() {
    const key = JSON.stringify(wanted(route.value.query).params);
    if (route.value.path === '/audit' && key !== asked) {
      asked = key;
      untracked(load);
    }
  }

  /** @param {import('../core/types.js').AuditEvent} event */
  function arrived(event) {
    const { page } = feed.peek();
    if (belongs(event, route.peek().query) && !page?.events.some(({ event_id: id }) => id === event.event_id)) {
      const { count, missed } = fresh.peek();
      fresh.value = { count: Math.min(count + 1, MOST_COUNTED), missed };
    }
  }

  return {
    feed,
    fresh,
    reload: load,
    start() {
      stops = [
        effect(follow),
        on('audit', arrived),
        onReset(() => (fresh.value = { ...fresh.peek(), missed: true })),
      ];
    },
    stop() {
      running?.abort();
      stops.forEach((stop) => stop());
    },
  };
}
