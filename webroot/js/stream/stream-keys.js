// @ts-check
// Keys of the page wherever the focus is: j k choose a row, Home returns to the newest event. Ignored in fields.
import { shortcuts } from '../shell/keys.js';

/** @returns {() => void} stops listening */
export function streamKeys() {
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const isElsewhere = target?.closest('input, textarea, select, [contenteditable], dialog');
    const list = /** @type {import('../ui/vlist.js').VirtualList | null} */ (document.querySelector('gc-vlist'));
    if (!list || isElsewhere || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Home') {
      event.preventDefault();
      list.toBeginning();
    } else if (shortcuts.peek() && (event.key === 'j' || event.key === 'k')) {
      event.preventDefault();
      list.focus({ preventScroll: true });
      list.step(event.key === 'j' ? 1 : -1);
    }
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}
