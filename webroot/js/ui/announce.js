// @ts-check
// What is said aloud. Two regions of index.html; polite ones are gathered, so that a busy fleet does not talk without end.
import { announcements } from '../core/store.js';
import { NEWS, summaryOf } from './news.js';

export { announcements, chooseAnnouncements } from '../core/store.js';

const POLITE_EVERY_MS = 10_000;

/** @typedef {import('./news.js').News} News */

let gathered = NEWS;
let saidAt = 0;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Tells screen readers.
 *
 * @param {string} message
 * @param {{ urgent?: boolean, own?: boolean }} [options] urgent interrupts: TAMPERED, an agent halted, the session over,
 *   connection lost; own answers what the visitor did just now, and does not wait
 */
export function announce(message, { urgent = false, own = false } = {}) {
  if (urgent || own) {
    say(urgent ? 'live-assertive' : 'live-polite', message);
    return;
  }
  gather({ ...gathered, messages: [...gathered.messages, message] });
}

/** Counts an event for the next summary, unless nobody wants summaries. @param {{ outcome: string }} event */
export function announceEvent({ outcome }) {
  if (announcements.peek()) {
    gather({ ...gathered, events: gathered.events + 1, blocked: gathered.blocked + (outcome === 'blocked' ? 1 : 0) });
  }
}

/** @param {News} news */
function gather(news) {
  gathered = news;
  timer ??= setTimeout(flush, Math.max(gathered.events > 0 ? POLITE_EVERY_MS : 0, saidAt + POLITE_EVERY_MS - Date.now()));
}

function flush() {
  timer = undefined;
  saidAt = Date.now();
  say('live-polite', summaryOf(gathered));
  gathered = NEWS;
}

/** @param {string} id @param {string} message */
function say(id, message) {
  const region = document.getElementById(id);
  if (region) {
    region.textContent = '';
    setTimeout(() => {
      region.textContent = message; // a change after emptiness is read even when the words are the same
    }, 50);
  }
}
