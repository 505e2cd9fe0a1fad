// @ts-check
// How values are written. Times follow the chosen zone and always name it; copied times are ISO 8601 in UTC.
import { zone } from './store.js';

/** @typedef {string | number | Date} Instant an ISO 8601 text, milliseconds or a date */

const SECOND = 1000;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string} name
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(name, options) {
  const key = `${name} ${zone.value}`;
  let known = formats.get(key);
  if (!known) {
    const timeZone = zone.value === 'UTC' ? 'UTC' : undefined; // undefined is the browser's own
    known = new Intl.DateTimeFormat('en-GB', { ...options, timeZone, hourCycle: 'h23' });
    formats.set(key, known);
  }
  return known;
}

/** @param {Instant} at milliseconds since 1970 */
export const millis = (at) => (typeof at === 'number' ? at : at instanceof Date ? at.getTime() : Date.parse(at));

/** @param {Instant} at as 14:32:11 */
export const time = (at) =>
  format('time', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(millis(at));

/** @param {Instant} at as 14:32:11.482 */
export const timeMs = (at) => {
  const part = ((millis(at) % SECOND) + SECOND) % SECOND;
  return `${time(at)}.${String(Math.floor(part)).padStart(3, '0')}`;
};

/** @param {Instant} at as 14:32 */
export const minute = (at) => format('minute', { hour: '2-digit', minute: '2-digit' }).format(millis(at));

/** @param {Instant} at as 22 Nov 2026 */
export const day = (at) => format('day', { day: '2-digit', month: 'short', year: 'numeric' }).format(millis(at));

/**
 * The zone's name at a moment: UTC, or what the browser calls its own then.
 *
 * @param {Instant} [at]
 */
export function zoneLabel(at = Date.now()) {
  if (zone.value === 'UTC') {
    return 'UTC';
  }
  const parts = format('zone', { timeZoneName: 'short' }).formatToParts(millis(at));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'local';
}

/** @param {Instant} at as 22 Nov 2026 14:32:11 UTC */
export const stamp = (at) => `${day(at)} ${time(at)} ${zoneLabel(at)}`;

/** @param {Instant} at as 22 Nov 2026 14:32:11.482 UTC */
export const stampMs = (at) => `${day(at)} ${timeMs(at)} ${zoneLabel(at)}`;

/** @param {Instant} at ISO 8601 in UTC, for what leaves the page */
export const iso = (at) => new Date(millis(at)).toISOString();

/**
 * Whether a moment falls on the day of another in the shown zone.
 *
 * @param {Instant} at
 * @param {Instant} now
 */
export const sameDay = (at, now) => day(at) === day(now);

/**
 * How long ago, as 3 s ago.
 *
 * @param {Instant} at
 * @param {number} now
 */
export function ago(at, now) {
  const seconds = (now - millis(at)) / SECOND;
  if (seconds < 1.5) {
    return 'now';
  }
  if (seconds < MINUTE) {
    return `${Math.round(seconds)} s ago`;
  }
  if (seconds < HOUR) {
    return `${Math.floor(seconds / MINUTE)} m ago`;
  }
  return seconds < DAY ? `${Math.floor(seconds / HOUR)} h ago` : `${Math.floor(seconds / DAY)} d ago`;
}

/** @param {number} seconds as 2 h 5 m, 5 m 09 s or 9 s */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / HOUR);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  if (hours > 0) {
    return `${hours} h ${minutes} m`;
  }
  return minutes > 0 ? `${minutes} m ${String(whole % MINUTE).padStart(2, '0')} s` : `${whole} s`;
}

/** @param {number} ms as 412 ms or 4.1 s */
export const elapsed = (ms) => (ms < SECOND ? `${Math.round(ms)} ms` : `${(ms / SECOND).toFixed(1)} s`);

/** @param {number} seconds time left as 5:42 or 1:05:42 */
export function countdown(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(whole / HOUR);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  const rest = String(whole % MINUTE).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @param {number} n as 48,211 */
export const count = (n) => whole.format(n);

/** @param {number} n as 1,842 or 12.1k or 3.42M */
export function compact(n) {
  if (Math.abs(n) < 10_000) {
    return count(n);
  }
  if (Math.abs(n) < 999_500) {
    return `${(n / 1000).toFixed(Math.abs(n) < 99_950 ? 1 : 0)}k`;
  }
  return `${(n / 1_000_000).toFixed(Math.abs(n) < 9_995_000 ? 2 : 1)}M`;
}

/**
 * Dollars with cents; below one cent with four places, because real spend is never $0.00.
 *
 * @param {number} n
 */
export function usd(n) {
  if (n === 0 || Math.abs(n) >= 0.01) {
    return `${n < 0 ? '−' : ''}$${cents.format(Math.abs(n))}`;
  }
  return Math.abs(n) < 0.0001 ? 'under $0.0001' : `${n < 0 ? '−' : ''}$${Math.abs(n).toFixed(4)}`;
}

/** @param {number} n a cap: whole dollars without cents */
export const usdCap = (n) => (Number.isInteger(n) ? `$${count(n)}` : usd(n));

/** @param {number} share of one, as 82 %; rounded down, so that nearly all is not all */
export const percent = (share) => `${Math.floor(share * 100 + 1e-9)} %`;

/** @param {string} id the first eight characters of an id */
export const shortId = (id) => id.slice(0, 8);

/** @param {string} hash as af18…1acd */
export const shortHash = (hash) => (hash.length > 9 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);

/**
 * A hash in groups of eight: readable aloud, comparable by eye.
 *
 * @param {string} hash
 * @returns {string[]}
 */
export const groupHash = (hash) => hash.match(/.{1,8}/g) ?? [];

/**
 * What the server says in a few words, as a sentence. A first word that is a name stays as it is.
 *
 * @param {string} words
 */
export function sentence(words) {
  const text = /^[a-z]+\b(?![-_.@])/.test(words) ? words[0].toUpperCase() + words.slice(1) : words;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * A noun with its number.
 *
 * @param {number} n
 * @param {string} one
 * @param {string} [many]
 */
export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
