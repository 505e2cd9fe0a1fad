// @ts-check
// The five caps of a budget as fields of a form, and what a change of them means.
import { usd } from '../core/fmt.js';

/** @typedef {'per_agent_usd_daily' | 'per_session_usd' | 'per_agent_tokens_daily' | 'per_session_tokens' | 'per_session_seconds'} CapName */
/** @typedef {Record<CapName, string>} Fields as they are typed; '' sets no cap */

/** @type {{ name: CapName, label: string, unit: string, most: number, whole: boolean }[]} */
export const CAPS = [
  { name: 'per_agent_usd_daily', label: 'Daily cap', unit: 'US dollars a day', most: 1_000_000, whole: false },
  { name: 'per_session_usd', label: 'Session cap', unit: 'US dollars a session', most: 1_000_000, whole: false },
  { name: 'per_agent_tokens_daily', label: 'Daily token cap', unit: 'tokens a day', most: 1_000_000_000, whole: true },
  { name: 'per_session_tokens', label: 'Session token cap', unit: 'tokens a session', most: 1_000_000_000, whole: true },
  { name: 'per_session_seconds', label: 'Session time cap', unit: 'seconds a session', most: 86_400, whole: true },
];

const DECIMAL = /^\d+(\.\d{1,12})?$/;
const WHOLE = /^\d+$/;

/** @param {Record<string, unknown> | null} policy as stored; null when there is none @returns {Fields} */
export const fieldsOf = (policy) =>
  /** @type {Fields} */ (Object.fromEntries(CAPS.map(({ name }) => [name, textOf(policy?.[name])])));

/** @param {unknown} value */
const textOf = (value) => (typeof value === 'number' ? decimal(value) : '');

/** Never as 1e-7. @param {number} value */
const decimal = (value) => (Math.abs(value) < 1e-6 && value !== 0 ? value.toFixed(12).replace(/0+$/, '') : String(value));

/** Why a field cannot be stored; '' when it can. @param {typeof CAPS[number]} cap @param {string} text */
export function problemOf({ whole, most, unit }, text) {
  const typed = text.trim();
  if (typed === '') {
    return '';
  }
  const fits = (whole ? WHOLE : DECIMAL).test(typed) && Number(typed) <= most;
  return fits ? '' : `${whole ? 'A whole number' : 'A number'} of ${unit}, at most ${most.toLocaleString('en-US')}.`;
}

/** All of it, as the API wants it. @param {Fields} fields */
export const policyOf = (fields) =>
  Object.fromEntries(CAPS.map(({ name }) => [name, fields[name].trim() === '' ? null : Number(fields[name])]));

/** Whether it can be sent: it fits, and sets one cap at least. @param {Fields} fields */
export const isReady = (fields) =>
  CAPS.every((cap) => problemOf(cap, fields[cap.name]) === '') && CAPS.some(({ name }) => fields[name].trim() !== '');

/**
 * What it does to the agent today.
 *
 * @param {Fields} fields
 * @param {number | null} spent dollars today; null when that is not known
 */
export function consequence(fields, spent) {
  const cap = fields.per_agent_usd_daily.trim();
  if (cap === '') {
    return 'No daily cap in dollars: nothing stops what it spends in a day but its other caps.';
  }
  if (spent === null) {
    return 'What it spent today is not known here.';
  }
  return spent >= Number(cap)
    ? `It spent ${usd(spent)} today, so its next call is refused, until the day ends at 00:00 UTC.`
    : `It spent ${usd(spent)} of that today.`;
}
