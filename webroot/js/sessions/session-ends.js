// @ts-check
// When a session ends: at its time, and before unless somebody uses it.
import { duration } from '../core/fmt.js';

/**
 * @param {{ expires_at: string, idle_expires_at: string }} session
 * @param {number} now
 * @returns {{ left: string, unused: string | null }} `unused` where it ends before its time without use
 */
export function endsIn({ expires_at: over, idle_expires_at: idle }, now) {
  const end = Date.parse(over);
  const unused = Date.parse(idle);
  return { left: leftWords(end - now), unused: unused < end ? leftWords(unused - now) : null };
}

/** @param {number} ms */
const leftWords = (ms) => (ms <= 0 ? 'over' : ms < 60_000 ? 'under 1 m' : duration(Math.floor(ms / 60_000) * 60).replace(/ 00 s$/, ''));
