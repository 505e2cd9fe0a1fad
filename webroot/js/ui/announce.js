// @ts-check
// What is said aloud. Two regions of index.html; polite ones are gathered, so that a busy fleet does not talk without end.
import { signal } from '../../vendor/signals-core.js';
import { remember, remembered } from '../core/local.js';

const POLITE_EVERY_MS = 10_000;

/** Whether summaries are told (WCAG 2.2, 2.2.2); what is urgent always is. */
export const announcements = signal(remembered('announce') !== 'off');

/** @param {boolean} wanted */
export function chooseAnnouncements(wanted) {
  announcements.value = wanted;
  remember('announce', wanted ? null : 'off');
}

/** @type {string[]} */
let gathered = [];
let saidAt = 0;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Tells screen readers.
 *
 * @param {string} message
 * @param {{ urgent?: boolean }} [options] urgent interrupts: TAMPERED, an agent halted, connection lost
 */
export function announce(message, { urgent = false } = {}) {
  if (urgent) {
    say('live-assertive', message);
    return;
  }
  if (!announcements.peek()) {
    return;
  }
  gathered = [...gathered, message].slice(-3);
  timer ??= setTimeout(flush, Math.max(0, saidAt + POLITE_EVERY_MS - Date.now()));
}

function flush() {
  timer = undefined;
  saidAt = Date.now();
  say('live-polite', gathered.join('. '));
  gathered = [];
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
