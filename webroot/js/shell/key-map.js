// @ts-check
// What keys mean, as a table: what reads them and what shows them both go by it.

/** How long a g waits for its second key. */
export const SECOND_KEY_MS = 900;

/** @typedef {'find' | 'next' | 'previous' | 'up' | 'down' | 'verify' | 'pause' | 'copy' | 'snapshot' | 'theme' | 'tour'} Act */
/** @typedef {{ act: Act } | { go: string } | null} Meaning */

/** @type {[key: string, act: Act, label: string][]} */
export const SINGLES = [
  ['/', 'find', 'Find on this page'],
  ['j', 'next', 'Next row'],
  ['k', 'previous', 'Previous row'],
  ['[', 'up', 'Previous event'],
  [']', 'down', 'Next event'],
  ['v', 'verify', 'Verify'],
  [' ', 'pause', 'Pause or resume the live stream'],
  ['c', 'copy', 'Copy the link to what is shown'],
  ['S', 'snapshot', 'Snapshot view'],
  ['t', 'theme', 'Light or dark theme'],
  ['?', 'tour', 'Guided tour'],
];

/** Keys that the browser itself understands. @type {[key: string, label: string][]} */
export const NATIVE = [
  ['Enter', 'Open the row'],
  ['Esc', 'Close what is open'],
];

const ACTS = new Map(SINGLES.map(([key, act]) => [key, act]));

/**
 * Reads one key after the other: g and a second one in time go somewhere, the others act.
 *
 * @param {(key: string) => boolean} leads whether a second key leads somewhere
 * @returns {(key: string, time: number) => Meaning}
 */
export function keyReader(leads) {
  let begunAt = Number.NEGATIVE_INFINITY;
  return (key, time) => {
    const second = time - begunAt < SECOND_KEY_MS;
    begunAt = Number.NEGATIVE_INFINITY;
    if (second && leads(key)) {
      return { go: key };
    }
    if (key === 'g') {
      begunAt = time;
      return null;
    }
    const act = ACTS.get(key);
    return act ? { act } : null;
  };
}

/** How a key is written on a keycap. @param {string} key */
export const capOf = (key) => (key === ' ' ? 'Space' : key === 'S' ? 'Shift S' : key);

/** The one that opens the palette. @param {string} platform as browsers call it */
export const paletteCap = (platform) => (/mac|iphone|ipad/i.test(platform) ? '⌘ K' : 'Ctrl K');
