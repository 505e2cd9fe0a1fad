// @ts-check
// What a request card says, without drawing it.
import { plural } from '../core/fmt.js';

/** @typedef {import('../core/types.js').Approval} Approval */

/** Below this many seconds the countdown is amber. */
export const URGENT_SECONDS = 360;

const MOST_ARGUMENTS = 16;
const LONGEST_ARGUMENT = 240;

/** @param {Approval} approval @param {number} now */
export function timeLeft(approval, now) {
  const created = Date.parse(approval.created_at);
  const expires = Date.parse(approval.expires_at);
  const seconds = (expires - now) / 1000;
  const whole = Math.max(1, (expires - created) / 1000);
  return {
    seconds: Math.max(0, seconds),
    share: Math.min(1, Math.max(0, seconds / whole)),
    urgent: seconds < URGENT_SECONDS,
    expired: seconds <= 0,
  };
}

/**
 * The payload as short arguments and the rest.
 *
 * @param {unknown} payload
 * @returns {{ args: { name: string, value: string }[], rest: boolean }} rest: whether the whole payload says more
 */
export function argumentsOf(payload) {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) {
    return payload === null || payload === undefined
      ? { args: [], rest: false }
      : { args: [{ name: 'payload', value: cut(textOf(payload)) }], rest: textOf(payload).length > LONGEST_ARGUMENT };
  }
  const all = Object.entries(payload).map(([name, value]) => ({ name, value: textOf(value) }));
  const args = all.slice(0, MOST_ARGUMENTS).map(({ name, value }) => ({ name, value: cut(value) }));
  return { args, rest: all.length > args.length || all.some(({ value }) => value.length > LONGEST_ARGUMENT) };
}

/** @param {unknown} value */
const textOf = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** @param {string} text */
const cut = (text) => (text.length > LONGEST_ARGUMENT ? `${text.slice(0, LONGEST_ARGUMENT)}…` : text);

/**
 * Why the visitor may not decide.
 *
 * @param {Approval} approval
 * @returns {{ title: string, text: string } | null}
 */
export function blockedWords(approval) {
  switch (approval.blocked) {
    case null:
    case undefined:
      return null;
    case 'self_approval':
      return {
        title: 'You cannot decide this one.',
        text: 'This agent acts on your behalf, or is yours, and nobody approves their own action.',
      };
    case 'operator_unknown':
      return {
        title: 'Nobody can decide this one yet.',
        text: 'The agent’s heartbeat names no operator, so nobody can tell whether you would approve your own action.',
      };
    case 'role':
      return { title: 'You cannot decide this one.', text: 'Deciding needs the role admin.' };
    default:
      return { title: 'You cannot decide this one.', text: `The console says: ${approval.blocked}.` };
  }
}

/**
 * How far a request is that takes two admins; null where one is enough.
 *
 * @param {Approval} approval
 * @param {string | undefined} userId the visitor
 * @returns {{ first: string | null, at: string | null, rationale: string | null, mine: boolean } | null}
 */
export function eyesOf({ four_eyes: eyes }, userId) {
  return eyes
    ? { first: eyes.first, at: eyes.first_at, rationale: eyes.rationale, mine: eyes.first_id !== null && eyes.first_id === userId }
    : null;
}

/** @typedef {{ shape: 'pass' | 'fail' | 'none', word: string }} Outcome */

/** @param {Approval} approval @returns {Outcome} */
export function outcomeOf(approval) {
  switch (approval.resolution) {
    case 'granted':
      return { shape: 'pass', word: 'Granted' };
    case 'denied':
      return { shape: 'fail', word: 'Denied' };
    case 'cancelled':
      return { shape: 'none', word: 'Cancelled' };
    default:
      return { shape: 'none', word: 'Expired' };
  }
}

/** Soonest expiry first. @param {Approval[]} approvals */
export const bySoonest = (approvals) =>
  [...approvals].sort(
    (a, b) => Date.parse(a.expires_at) - Date.parse(b.expires_at) || a.request_id.localeCompare(b.request_id),
  );

/** @param {number} n */
export const waitingWords = (n) => `${plural(n, 'request')} ${n === 1 ? 'is' : 'are'} waiting for a decision`;
