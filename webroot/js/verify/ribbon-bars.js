// @ts-check
// A whole session as a row of bars: each stands for one event or, in a long session, for equally many.
import { markOfReason } from './verdict.js';

/** @typedef {import('./verdict.js').Mark} Mark */

export const MOST_BARS = 124;

/** Labels nearer than this share of the width would touch. */
const LABEL_GAP = 0.05;

const WORSE = { ok: 0, read: 0, unproven: 1, bad: 2 };

/** The places that are not plainly intact. @param {import('./verdict.js').Verdict} verdict */
export function spots(verdict) {
  /** @type {Map<number, Mark>} */
  const marks = new Map();
  const add = (/** @type {number} */ position, /** @type {Mark} */ mark) => {
    if (mark !== 'ok' && WORSE[mark] > WORSE[marks.get(position) ?? 'ok']) {
      marks.set(position, mark);
    }
  };
  verdict.events.forEach((row) => add(row.position, row.verified ? 'ok' : markOfReason(row.failure_reason ?? 'unknown')));
  verdict.findings
    .filter(({ event_id: id }) => id !== null)
    .forEach(({ position, kind }) => add(position, markOfReason(kind)));
  return marks;
}

/**
 * @param {number} count events
 * @param {Map<number, Mark>} marks by place
 * @param {Mark | 'read'} [rest] what the others are: no more than read where the session is wrong as a whole
 * @returns {(Mark | 'read')[]} one per bar
 */
export function bars(count, marks, rest = 'ok') {
  const length = Math.min(count, MOST_BARS);
  /** @type {(Mark | 'read')[]} */
  const result = Array.from({ length }, () => rest);
  for (const [position, mark] of marks) {
    const bar = barOf(position, count);
    if (bar < length && WORSE[mark] > WORSE[result[bar]]) {
      result[bar] = mark;
    }
  }
  return result;
}

/** Bars before there is a verdict: what was read is no more than read. @param {number} share of one */
export const read = (share) => Array.from({ length: MOST_BARS }, (_, i) => (i < Math.floor(share * MOST_BARS) ? 'read' : 'todo'));

/** @param {number} position @param {number} count */
export const barOf = (position, count) =>
  Math.min(Math.min(count, MOST_BARS) - 1, Math.floor(((Math.max(1, position) - 1) / count) * Math.min(count, MOST_BARS)));

/**
 * Where labels fit under the bars.
 *
 * @param {number[]} positions
 * @param {number} count
 * @returns {{ position: number, at: number }[]} at: share of the width
 */
export function labels(positions, count) {
  const total = Math.min(count, MOST_BARS);
  /** @type {{ position: number, at: number }[]} */
  const fitting = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    const at = (barOf(position, count) + 0.5) / total;
    const last = fitting[fitting.length - 1];
    if (!last || at - last.at >= LABEL_GAP) {
      fitting.push({ position, at });
    }
  }
  return fitting;
}
