// @ts-check
// What waits and what was decided, read anew when the stream says that something changed or when one runs out.
import { batch, signal } from '../core/dom.js';
import { get } from '../core/api.js';
import { now } from '../core/store.js';
import { on, onRefresh } from '../core/stream.js';
import { merged, overtaken } from './request-cards.js';

/** Frames that come together are one reason to read. */
const GATHER_MS = 80;

/** After an expiry the server needs to see it as well. */
const AFTER_EXPIRY_MS = 400;

const RECENT = 20;

/** Of more, the soonest to expire are shown. */
const MOST = 500;

/** Longer timers overflow. */
const LONGEST_TIMER_MS = 2_000_000_000;

/** @typedef {import('../core/types.js').Approval} Approval */
/** @typedef {import('../core/api.js').ApiError} ApiError */

/**
 * @template T
 * @typedef {{ items: T[] | null, error: ApiError | null }} Read items: null until they were read
 */

export function approvalsFeed() {
  /** @type {import('../../vendor/signals-core.js').Signal<Read<import('./request-cards.js').Card>>} */
  const cards = signal({ items: null, error: null });
  /** @type {import('../../vendor/signals-core.js').Signal<Read<Approval>>} */
  const recent = signal({ items: null, error: null });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let gathering;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waking;
  /** @type {AbortController | null} */
  let running = null;
  /** @type {(() => void)[]} */
  let stops = [];

  async function load() {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const options = { signal: mine.signal };
    const [waiting, ended] = await Promise.all([
      read('/api/v2/gates/pending', { order: 'soonest', limit: MOST }, options),
      read('/api/gates/recent', { limit: RECENT }, options),
    ]);
    if (mine.signal.aborted) {
      return;
    }
    batch(() => {
      recent.value = ended;
      if (waiting.items) {
        const before = cards.peek().items ?? [];
        cards.value = { items: merged(before, waiting.items, ended.items ?? [], Date.now()), error: null };
      } else {
        cards.value = { items: null, error: waiting.error };
      }
    });
    wake();
  }

  /** Looks again when the next request runs out or the next decided one is taken away. */
  function wake() {
    clearTimeout(waking);
    const moments = (cards.peek().items ?? []).map(({ approval, gone, until }) =>
      gone ? until - Date.now() : Date.parse(approval.expires_at) - now.peek() + AFTER_EXPIRY_MS,
    );
    if (moments.length > 0) {
      waking = setTimeout(load, Math.min(LONGEST_TIMER_MS, Math.max(AFTER_EXPIRY_MS, Math.min(...moments))));
    }
  }

  function soon() {
    clearTimeout(gathering);
    gathering = setTimeout(load, GATHER_MS);
  }

  /** Shows at once what a refusal said that the request is. @param {import('../core/types.js').ApprovalState} current */
  function tooLate(current) {
    cards.value = { ...cards.peek(), items: overtaken(cards.peek().items ?? [], current, Date.now()) };
  }

  return {
    cards,
    recent,
    load,
    tooLate,
    start() {
      stops = [on('gate', soon), onRefresh(soon)];
      load();
    },
    stop() {
      running?.abort();
      clearTimeout(gathering);
      clearTimeout(waking);
      stops.forEach((stop) => stop());
    },
  };
}

/**
 * @param {string} path
 * @param {import('../core/router.js').Query} params
 * @param {import('../core/api.js').Options} options
 * @returns {Promise<Read<Approval>>}
 */
async function read(path, params, options) {
  try {
    const answer = await get(path, params, options);
    return { items: answer.items ?? answer, error: null };
  } catch (error) {
    return { items: null, error: /** @type {any} */ (error) };
  }
}
