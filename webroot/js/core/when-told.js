// @ts-check
// Reads a list anew when the audit log tells of an act that changes it, or when the line was away: nothing is polled.
import { on, onRefresh } from './stream.js';

/** Acts come in twos and threes. */
const GATHERED_MS = 250;

/**
 * @param {RegExp} kinds of events
 * @param {() => void} read
 * @returns {() => void} stops it
 */
export function whenTold(kinds, read) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(read, GATHERED_MS);
  };
  const stops = [on('audit', ({ kind }) => kinds.test(kind) && soon()), onRefresh(read)];
  return () => {
    clearTimeout(timer);
    stops.forEach((stop) => stop());
  };
}
