// @ts-check
// A connection of this tab's own, where the browser has no shared workers.
import { openLine } from './connection.js';

/** Without a shared worker a tab that nobody looks at hangs up after this long. */
const HIDDEN_MS = 5 * 60_000;

/**
 * @param {import('./tab-line.js').Hooks} hooks
 * @returns {import('./tab-line.js').Line}
 */
export function ownLine({ onFrames, onState, onGap }) {
  /** @type {ReturnType<typeof openLine> | null} */
  let line = null;
  let asleep = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hidden;
  const open = () => openLine({ onFrames: (found) => onFrames(found, Date.now()), onState });
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hidden);
    if (document.hidden) {
      hidden = setTimeout(() => {
        asleep = line !== null;
        line?.close();
      }, HIDDEN_MS);
    } else if (asleep) {
      asleep = false;
      line = open();
      onGap();
    }
  });
  return {
    join() {
      line ??= open();
    },
    retry: () => line?.retry(),
    reopen: () => line?.reopen(),
    close() {
      line?.close();
      line = null;
      asleep = false;
    },
  };
}
