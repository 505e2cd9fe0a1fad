// @ts-check
// Receives every event, always; shows what is new once a frame, unless somebody holds the list.
import { getPage } from '../core/api.js';
import { batch, computed, effect, signal, untracked } from '../core/dom.js';
import { onceAFrame } from '../core/once-a-frame.js';
import { rate } from '../core/rate.js';
import { route } from '../core/router.js';
import { now } from '../core/store.js';
import { on, onReset } from '../core/stream.js';
import { entryOf } from './entry.js';
import { eventLog } from './event-log.js';
import { streamFigures } from './stream-figures.js';
import { filterOf } from './stream-filter.js';
import { holding } from './holding.js';
import { spoken } from './spoken.js';
import { CAPACITY } from './stream-words.js';

/** What was written before the page was opened: the largest page that the API has. */
const FIRST_PAGE = { order: 'desc', size: 100 };

/** @typedef {import('./event-log.js').View} View */

/**
 * @typedef {object} Read how reading what was there before went
 * @property {boolean} loading
 * @property {import('../core/api.js').ApiError | null} error
 */

export function streamFeed() {
  const log = eventLog(CAPACITY);
  const speed = rate();
  const summary = spoken();
  /** @type {import('../../vendor/signals-core.js').Signal<View>} */
  const shown = signal(log.view());
  /** @type {import('../../vendor/signals-core.js').Signal<Read>} */
  const read = signal({ loading: true, error: null });
  const paused = computed(() => route.value.query.paused === '1');
  /** As text, so that an address that asks for the same changes nothing. */
  const wanted = computed(() => JSON.stringify(filterOf(route.value.query)));
  const holds = holding(paused);
  /** Whether what was there before has been read, or could not be: before that there is nothing to hold. */
  const begun = signal(false);
  let missed = false;
  const beside = streamFigures(log, speed, () => missed);
  /** @type {AbortController | null} */
  let running = null;
  /** @type {(() => void)[]} */
  let stops = [];

  const draw = onceAFrame(() => {
    batch(() => {
      if (!log.isHeld()) {
        shown.value = log.view();
      }
      beside.tellInTime();
    });
  });

  /** What the list says now, at once: somebody asked for it. */
  function show() {
    batch(() => {
      shown.value = log.view();
      beside.tell();
    });
  }

  /** @param {import('../core/types.js').AuditEvent} event */
  function arrived(event) {
    const entry = entryOf(event, log.next());
    if (log.take(entry)) {
      speed.add(Date.now());
      summary.add(entry);
      draw();
    }
  }

  async function load() {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    read.value = { loading: true, error: null };
    /** @type {import('../core/api.js').ApiError | null} */
    let error = null;
    try {
      const { items } = await getPage('/api/v2/events', FIRST_PAGE, { signal: mine.signal });
      log.before(items.events.map((/** @type {any} */ event) => entryOf(event)));
    } catch (failure) {
      error = /** @type {any} */ (failure);
    }
    if (!mine.signal.aborted) {
      batch(() => {
        read.value = { loading: false, error };
        begun.value = true;
        show();
      });
    }
  }

  /** Events were lost that nobody sends again: what is kept has a hole, so it begins anew. */
  function reset() {
    missed ||= log.isHeld();
    log.clear();
    measureAnew();
    load();
  }

  /** What was sent again at once is no rate. */
  function measureAnew() {
    speed.forget();
    speed.begin(Date.now());
  }

  function narrow() {
    const filter = JSON.parse(wanted.value);
    untracked(() => {
      log.narrow(filter);
      show();
    });
  }

  function hold() {
    const isHeld = holds.held.value && begun.value;
    untracked(() => {
      if (isHeld) {
        log.hold();
      } else {
        missed = false;
        log.release();
      }
      show();
    });
  }

  return {
    shown,
    read,
    outline: beside.outline,
    figures: beside.figures,
    paused,
    holds,
    reload: load,
    /** The newest of now, also while it is paused, which it stays. */
    toNewest() {
      missed = false;
      holds.letGo();
      log.release();
      if (holds.held.peek()) {
        log.hold();
      }
      show();
    },
    start() {
      speed.begin(Date.now());
      stops = [
        on('audit', arrived),
        on('caught-up', measureAnew),
        onReset(reset),
        effect(narrow),
        effect(hold),
        effect(() => {
          const at = now.value;
          untracked(() => {
            beside.tell();
            summary.tell(at, paused.peek());
          });
        }),
      ];
      load();
    },
    stop() {
      running?.abort();
      stops.forEach((stop) => stop());
      holds.stop();
    },
  };
}
