// @ts-check
// A span of time in the address, in words.
import { day, minute } from '../core/fmt.js';

const HOUR_MS = 3_600_000;

/** The moment of an hour count ago, to the second. @param {number} hours @param {number} at milliseconds */
export const since = (hours, at) => `${new Date(at - hours * HOUR_MS).toISOString().slice(0, 19)}Z`;

/** What is chosen, in words. @param {Record<string, string>} query */
export function chosen({ from, to }) {
  if (from && to) {
    return `${short(from)} – ${short(to)}`;
  }
  return from ? `since ${short(from)}` : to ? `until ${short(to)}` : '';
}

/** @param {string} iso */
const short = (iso) => (Number.isNaN(Date.parse(iso)) ? iso : `${day(iso).slice(0, 6)} ${minute(iso)}`);
