// @ts-check
// Single keys: g then p, g, a, k, u go to pages; / finds; t switches the theme; ? opens the tour. Ignored in fields; can be turned off.
import { signal } from '../core/dom.js';
import { remember, remembered } from '../core/local.js';
import { go } from '../core/router.js';
import { me } from '../core/store.js';
import { switchTheme } from './theme.js';
import { startTour } from './tour.js';

const SECOND_KEY_MS = 900;

/** @type {Record<string, string>} */
const PAGES = { p: '/posture', g: '/approvals', a: '/audit', k: '/compliance', u: '/users' };

/** Whether they work (WCAG 2.1.4). */
export const shortcuts = signal(remembered('keys') !== 'off');

/** @param {boolean} wanted */
export function chooseShortcuts(wanted) {
  shortcuts.value = wanted;
  remember('keys', wanted ? null : 'off');
}

export function startKeys() {
  let wentAt = 0;
  addEventListener('keydown', (event) => {
    if (!me.peek() || !shortcuts.peek() || isTyping(event)) {
      return;
    }
    const pending = Date.now() - wentAt < SECOND_KEY_MS;
    if (pending && PAGES[event.key]) {
      wentAt = 0;
      go(PAGES[event.key]);
    } else if (event.key === 'g') {
      wentAt = Date.now();
    } else if (event.key === '/') {
      find(event);
    } else if (event.key === '?') {
      startTour();
    } else if (event.key === 't') {
      switchTheme();
    }
  });
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const field = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable], dialog');
  return Boolean(field) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented;
}

/** @param {KeyboardEvent} event */
function find(event) {
  const field = document.querySelector('[data-hotkey="/"]');
  if (field instanceof HTMLInputElement) {
    event.preventDefault();
    field.focus();
    field.select();
  }
}
