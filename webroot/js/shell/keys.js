// @ts-check
// The keyboard: Ctrl or ⌘ K opens the palette anywhere; single keys act outside fields and dialogs, and can be turned off.
import { signal } from '../core/dom.js';
import { remember, remembered } from '../core/local.js';
import { go } from '../core/router.js';
import { me } from '../core/store.js';
import { copy } from '../ui/copy.js';
import { moveRow, pressButton } from '../ui/list-keys.js';
import { keyReader } from './key-map.js';
import { openPalette } from './palette-door.js';
import { places } from './places.js';
import { isSnapshot, toggleSnapshot } from './snapshot.js';
import { switchTheme } from './theme.js';
import { startTour } from './tour.js';

/** Whether single keys work (WCAG 2.1.4). */
export const shortcuts = signal(remembered('keys') !== 'off');

/** @param {boolean} wanted */
export function chooseShortcuts(wanted) {
  shortcuts.value = wanted;
  remember('keys', wanted ? null : 'off');
}

/** Each says whether it did something. @type {Record<import('./key-map.js').Act, () => boolean | void>} */
const ACTS = {
  find,
  next: () => moveRow(1),
  previous: () => moveRow(-1),
  up: () => pressButton('['),
  down: () => pressButton(']'),
  verify: () => pressButton('v'),
  pause: () => pressButton(' '),
  copy: () => pressButton('c') || void copy(location.href, 'link'),
  snapshot: toggleSnapshot,
  theme: switchTheme,
  tour: startTour,
};

export function startKeys() {
  const read = keyReader((key) => places().some((place) => place.key === key));
  addEventListener('keydown', (event) => {
    if (!me.peek() || event.defaultPrevented || isBehindDialog(event)) {
      return;
    }
    if (isForPalette(event)) {
      event.preventDefault();
      openPalette();
    } else if (event.key === 'Escape' && isSnapshot()) {
      event.preventDefault();
      toggleSnapshot();
    } else if (shortcuts.peek() && !isTyping(event) && !isPressing(event)) {
      follow(read(event.key, Date.now()), event);
    }
  });
}

/** @param {import('./key-map.js').Meaning} meaning @param {KeyboardEvent} event */
function follow(meaning, event) {
  if (!meaning) {
    return;
  }
  if ('go' in meaning) {
    event.preventDefault();
    go(places().find(({ key }) => key === meaning.go)?.path ?? '/posture');
  } else if (ACTS[meaning.act]() !== false) {
    event.preventDefault();
  }
}

/** @param {KeyboardEvent} event */
export const isForPalette = (event) => event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

/** @param {KeyboardEvent} event */
const isBehindDialog = ({ target }) => target instanceof Element && target.closest('dialog') !== null;

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const field = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  return Boolean(field) || event.ctrlKey || event.metaKey || event.altKey;
}

/** The space bar presses what has the focus. @param {KeyboardEvent} event */
const isPressing = ({ key, target }) =>
  key === ' ' && target instanceof Element && target.closest('button, a, summary, [role="button"]') !== null;

/** Into the page's own field, where it has one. */
function find() {
  const field = document.querySelector('[data-hotkey="/"]');
  if (!(field instanceof HTMLInputElement) || field.getClientRects().length === 0) {
    return false;
  }
  field.focus();
  field.select();
  return true;
}
