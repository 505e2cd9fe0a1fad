// @ts-check
// Receives every event, always; shows what is new once a frame, unless somebody holds the list.
import { getPage } from '../core/api.js';
import { batch, computed, effect, signal, untracked } from '../core/dom.js';
import { onceAFrame } from '../core/once-a-frame.js';
import { rate } from '../core/rate.js';
import { route } from '../core/router.js';
import { connection, now } from '../core/store.js';
import { on, onReset } from '../core/stream.js';
import { entryOf } from './entry.js';
import { eventLog } from './event-log.js';
import { filterOf } from './stream-filter.js';
import { holding } from './holding.js';
import { spoken } from './spoken.js';
import { CAPACITY } from './stream-words.js';

/** What was written before the page was opened: the largest page that the API has. */
const FIRST_PAGE = { order: 'desc', size: 100 };

/** Figures beside the list need not change with each frame. */
const FIGURES_EVERY_MS = 250;

/** @typedef {import('./event-log.js').View} View */

/**
 * @typedef {object} Read how reading what was there before went
 * @property {boolean} loading
 * @property {import('../core/api.js').ApiError | null} error
 */

/**
 * @typedef {object} Figures
 * @property {number} fresh how many came since the list is held
 * @property {boolean} missed whether some came that nobody counted
 * @property {number | null} perSecond null while it is not known
 */

export function streamFeed() {
  const log = eventLog(CAPACITY);
  const speed = rate();
  const summary = spoken();
  /** @type {import('../../vendor/signals-core.js').Signal<View>} */
  const shown = signal(log.view());
  /** @type {import('../../vendor/signals-core.js').Signal<Read>} */
  const read = signal({ loading: true, error: null });
  /** @type {import('../../vendor/signals-core.js').Signal<Figures>} */
  const figures = signal({ fresh: 0, missed: false, perSecond: null });
  /** The same as what is shown, for what surrounds the list; at most a few times a second. */
  const outline = signal(outlineOf(shown.peek()));
  const paused = computed(() => route.value.query.paused === '1');
  /** As text, so that an address that asks for the same changes nothing. */
  const wanted = computed(() => JSON.stringify(filterOf(route.value.query)));
  const holds = holding(paused);
  let missed = false;
  let drawnAt = 0;
  /** @type {AbortController | null} */
  let running = null;
  /** @type {(() => void)[]} */
  let stops = [];

  const draw = onceAFrame(() => {
    batch(() => {
      if (!log.isHeld()) {
        shown.value = log.view();
      }
      if (performance.now() - drawnAt >= FIGURES_EVERY_MS) {
        figure();
      }
    });
  });

  function figure() {
    drawnAt = performance.now();
    const next = { fresh: log.fresh(), missed, perSecond: connection.peek().state === 'live' ? speed.perSecond(Date.now()) : null };
    if (Object.entries(next).some(([name, value]) => figures.peek()[/** @type {keyof Figures} */ (name)] !== value)) {
      figures.value = next;
    }
    const around = outlineOf(shown.peek());
    if (JSON.stringify(around) !== JSON.stringify(outline.peek())) {
      outline.value = around;
    }
  }

  /** What the list says now, at once: somebody asked for it. */
  function show() {
    batch(() => {
      shown.value = log.view();
      figure();
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
        show();
      });
    }
  }

  /** Events were lost that nobody sends again: what is kept has a hole, so it begins anew. */
  function reset() {
    missed = log.isHeld();
    log.clear();
    speed.forget();
    load();
  }

  function narrow() {
    const filter = JSON.parse(wanted.value);
    untracked(() => {
      log.narrow(filter);
      show();
    });
  }

  /** Nothing is held before there is something to hold. */
  function hold() {
    const isHeld = holds.held.value && !read.value.loading;
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
    outline,
    read,
    figures,
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
        onReset(reset),
        effect(narrow),
        effect(hold),
        effect(() => {
          const at = now.value;
          untracked(() => {
            figure();
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

/** @param {View} view */
const outlineOf = ({ length, counts, kept }) => ({ length, counts, kept });
