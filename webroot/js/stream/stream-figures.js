// @ts-check
// What is told beside the list: how many came, how fast, of which kinds. It changes a few times a second, not with each frame.
import { signal } from '../core/dom.js';
import { connection } from '../core/store.js';

const EVERY_MS = 250;

/**
 * @typedef {object} Figures
 * @property {number} fresh how many came since the list is held
 * @property {boolean} missed whether some came that nobody counted
 * @property {number | null} perSecond null while it is not known
 */

/** @typedef {{ length: number, counts: Record<string, number>, kept: number }} Outline of what is shown */

/**
 * @param {ReturnType<typeof import('./event-log.js').eventLog>} log
 * @param {ReturnType<typeof import('../core/rate.js').rate>} speed
 * @param {() => boolean} missed
 */
export function streamFigures(log, speed, missed) {
  /** @type {import('../../vendor/signals-core.js').Signal<Figures>} */
  const figures = signal({ fresh: 0, missed: false, perSecond: null });
  /** @type {import('../../vendor/signals-core.js').Signal<Outline>} */
  const outline = signal(outlineOf(log.view()));
  let drawnAt = 0;

  function tell() {
    drawnAt = performance.now();
    const isLive = connection.peek().state === 'live';
    change(figures, { fresh: log.fresh(), missed: missed(), perSecond: isLive ? speed.perSecond(Date.now()) : null });
    change(outline, outlineOf(log.view()));
  }

  return {
    figures,
    outline,
    tell,
    /** The same, unless it was told a moment ago. */
    tellInTime() {
      if (performance.now() - drawnAt >= EVERY_MS) {
        tell();
      }
    },
  };
}

/**
 * The same figures draw nothing.
 *
 * @template T
 * @param {import('../../vendor/signals-core.js').Signal<T>} into
 * @param {T} value
 */
function change(into, value) {
  if (JSON.stringify(value) !== JSON.stringify(into.peek())) {
    into.value = value;
  }
}

/** @param {import('./event-log.js').View} view @returns {Outline} */
const outlineOf = ({ length, counts, kept }) => ({ length, counts, kept });
