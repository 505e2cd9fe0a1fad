// @ts-check
// What is said aloud of a busy stream: at most one summary in ten seconds, and none while it is paused.
import { announce } from '../ui/announce.js';
import { summaryOf } from './stream-words.js';

const EVERY_MS = 10_000;

export function spoken() {
  let events = 0;
  let blocked = 0;
  let saidAt = 0;

  return {
    /** @param {import('./entry.js').Entry} entry */
    add({ outcome }) {
      events += 1;
      blocked += outcome === 'blocked' ? 1 : 0;
    },
    /** @param {number} at milliseconds @param {boolean} paused */
    tell(at, paused) {
      if (at - saidAt < EVERY_MS) {
        return;
      }
      if (saidAt > 0 && events > 0 && !paused) {
        announce(summaryOf(events, blocked));
      }
      saidAt = at;
      events = 0;
      blocked = 0;
    },
  };
}
