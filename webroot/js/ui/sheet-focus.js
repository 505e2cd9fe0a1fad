// @ts-check
// Focus goes into an event when it opens and back to its row when it closes; a sheet on a phone covers what is below.
import { effect, untracked } from '../core/dom.js';

/** As the style sheet has it. */
const SHEET = '(max-width: 860px)';

/**
 * @param {import('../../vendor/signals-core.js').Signal<{ id: string } | null>} opened
 * @returns {() => void} stops it
 */
export function keepFocus(opened) {
  let last = '';
  const media = matchMedia(SHEET);
  const cover = () => {
    document.querySelector('.audit, .stream')?.toggleAttribute('inert', Boolean(opened.peek()) && media.matches);
    document.querySelector('.tabbar')?.toggleAttribute('inert', Boolean(opened.peek()) && media.matches);
  };
  media.addEventListener('change', cover);
  const stop = effect(() => {
    const id = opened.value?.id ?? '';
    if (id === last) {
      return;
    }
    const before = last;
    last = id;
    untracked(() => afterDrawing(() => {
      cover();
      document.querySelector('tr[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
      if (!before) {
        focus('#insp-t');
      } else if (!id) {
        focus(`tr [data-row][href*="${CSS.escape(before)}"], gc-vlist`);
      }
    }));
  });
  return () => {
    stop();
    media.removeEventListener('change', cover);
    document.querySelector('.tabbar')?.removeAttribute('inert');
  };
}

/** @param {() => void} what once the page is drawn with what just changed */
export const afterDrawing = (what) => requestAnimationFrame(() => requestAnimationFrame(what));

/** @param {string} selector */
function focus(selector) {
  const element = document.querySelector(selector);
  if (element instanceof HTMLElement) {
    element.focus({ preventScroll: true });
  }
}
