// @ts-check
// When the session ends. Other tabs may have used it since, so the server is asked before anybody is warned.
import { effect, signal, untracked } from '../../vendor/signals-core.js';
import { get } from './api.js';
import { me, now } from './store.js';

/** How long before the end somebody is warned. */
export const WARNED_MS = 5 * 60_000;

/** How often the server is asked in that time. */
export const ASKED_EVERY_MS = 30_000;

/** @typedef {import('./types.js').Me} Me */

/** @typedef {{ kind: 'unused' | 'over', at: number }} Ending use puts off the one, nothing the other; in milliseconds */

/** @type {import('../../vendor/signals-core.js').Signal<Ending | null>} what ends soon, as the server said */
export const warning = signal(null);

/**
 * What ends within the next minutes; nothing that is known when a node of an earlier release did not say when.
 *
 * @param {Me} visitor
 * @param {number} time of the server
 * @returns {Ending | null}
 */
export function ending(visitor, time) {
  const over = Date.parse(visitor.expires_at);
  const unused = Date.parse(visitor.idle_expires_at);
  const at = Math.min(over, unused);
  return !Number.isFinite(at) || at - time > WARNED_MS ? null : { kind: unused < over ? 'unused' : 'over', at };
}

/**
 * Looks at the clock, and asks when an end comes near.
 *
 * @param {() => Promise<Me>} ask
 * @param {(visitor: Me) => void} told
 * @returns {(visitor: Me, time: number) => Promise<void>}
 */
export function endingWatch(ask, told) {
  let askedAt = Number.NEGATIVE_INFINITY;
  return async (visitor, time) => {
    if (!ending(visitor, time) || time - askedAt < ASKED_EVERY_MS) {
      return;
    }
    askedAt = time;
    try {
      told(await ask());
    } catch {
      told(visitor); // no answer: what was known last is the best there is
    }
  };
}

/** Takes what the server says of the session of who is here. @param {Me} visitor */
export function told(visitor) {
  if (me.peek()) {
    me.value = visitor;
    warning.value = ending(visitor, now.peek());
  }
}

/** Watches over the session of who is here. @returns {() => void} stops it */
export function followEnding() {
  const look = endingWatch(() => get('/api/auth/me', {}, { unattended: true }), told);
  const stop = effect(() => {
    const visitor = me.value;
    const time = now.value;
    if (visitor) {
      untracked(() => look(visitor, time));
    }
  });
  return () => {
    stop();
    warning.value = null;
  };
}

/** Uses the session, so that it goes on. Throws ApiError. */
export async function staySignedIn() {
  told(await get('/api/auth/me', {}, { unattended: false }));
}
