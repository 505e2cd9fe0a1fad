// @ts-check
// An agent's newest events. New ones enter at the top, unless somebody reads there: then they wait and are counted.
import { batch, effect, signal, untracked } from '../core/dom.js';
import { get } from '../core/api.js';
import { on, onReset } from '../core/stream.js';
import { isHeld } from '../posture/calm-order.js';
import { reading } from './reading.js';

/** @typedef {import('../core/types.js').AuditEvent} AuditEvent */

export const MOST = 50;
const OUTCOMES = ['ok', 'blocked', 'error'];

/**
 * @param {string} id
 * @param {import('./tab-bar.js').QueryNow} query
 * @param {string} place a selector of where they are read
 */
export function trailFeed(id, query, place) {
  const outcome = () => (OUTCOMES.includes(query.value.outcome) ? query.value.outcome : null);
  const read = reading(
    (options) => /** @type {Promise<AuditEvent[]>} */ (get('/api/events', { agent_id: id, outcome: outcome(), limit: MOST }, options)),
  );
  /** @type {import('../../vendor/signals-core.js').Signal<{ events: AuditEvent[], count: number }>} */
  const waiting = signal({ events: [], count: 0 });
  /** @type {AuditEvent[]} */
  let fresh = [];
  let came = 0;
  let frame = 0;

  /** @param {AuditEvent} event */
  function arrived(event) {
    if (event.agent_id === id && (outcome() ?? event.outcome) === event.outcome) {
      fresh = entered(fresh, [event], MOST);
      came += 1;
      settleSoon();
    }
  }

  function settleSoon() {
    frame ||= requestAnimationFrame(settle);
  }

  /** All that came since the last frame at once. */
  function settle() {
    const { events, count } = waiting.peek();
    const all = { events: entered(events, fresh, MOST), count: count + came };
    frame = 0;
    fresh = [];
    came = 0;
    batch(() => {
      if (all.count !== count) {
        waiting.value = all;
      }
      if (!isRead(place)) {
        show();
      }
    });
  }

  /** Lets in what waits. */
  function show() {
    const { value, error, at } = read.state.peek();
    const { events } = waiting.peek();
    if (value && events.length > 0) {
      waiting.value = { events: [], count: 0 };
      read.state.value = { value: entered(value, events, MOST), error, at };
    }
  }

  return {
    state: read.state,
    waiting,
    retry: read.read,
    show,
    /** Pointer or focus may have gone: what waits enters then. */
    release: settleSoon,
    follow() {
      let last = outcome();
      const stops = [
        read.follow(),
        on('audit', arrived),
        onReset(read.read),
        effect(() => {
          if (read.state.value.value && waiting.peek().count > 0) {
            settleSoon(); // what came while the first answer was on its way
          }
        }),
        effect(() => {
          const now = outcome();
          if (now !== last) {
            last = now;
            untracked(() => {
              waiting.value = { events: [], count: 0 };
              read.state.value = { value: null, error: null, at: 0 };
              read.read();
            });
          }
        }),
      ];
      return () => {
        cancelAnimationFrame(frame);
        stops.forEach((stop) => stop());
      };
    },
  };
}

/** Pointed at, focused, or scrolled beyond its top. @param {string} place */
function isRead(place) {
  const top = document.querySelector(place)?.getBoundingClientRect().top ?? 0;
  return top < 0 || isHeld(place);
}

/**
 * Newest first, each once, at most so many.
 *
 * @param {AuditEvent[]} events
 * @param {AuditEvent[]} fresh
 * @param {number} most
 */
export function entered(events, fresh, most) {
  const all = new Map([...fresh, ...events].map((event) => [event.event_id, event]));
  return [...all.values()].sort((a, b) => b.chain_seq - a.chain_seq).slice(0, most);
}
