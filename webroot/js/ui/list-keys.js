// @ts-check
// Keys of a list and what it opens: j k rows, [ ] neighbours, v verify, c copy the link, Esc close. Ignored in fields.
import { shortcuts } from '../shell/keys.js';

/**
 * @param {() => boolean} escape closes what is open; says whether something was
 * @returns {() => void} stops listening
 */
export function listKeys(escape) {
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const typing = target?.closest('input, textarea, select, [contenteditable], dialog');
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Escape' && !target?.closest('dialog')) {
      if (escape()) {
        event.preventDefault();
      }
    } else if (!typing && shortcuts.peek() && act(event.key)) {
      event.preventDefault();
    }
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}

/** @param {string} key */
function act(key) {
  if (key === 'j' || key === 'k') {
    return move(key === 'j' ? 1 : -1);
  }
  if (['v', 'c', '[', ']'].includes(key)) {
    const buttons = [...document.querySelectorAll(`[data-key="${key}"]`)];
    const nearest = buttons[buttons.length - 1]; // of what is open, if anything is
    if (nearest instanceof HTMLElement) {
      nearest.click();
      return true;
    }
  }
  return false;
}

/** @param {number} by */
function move(by) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-row]')]);
  if (rows.length === 0) {
    return false;
  }
  const focused = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const selected = rows.findIndex((row) => row.closest('[aria-selected="true"]'));
  const from = focused >= 0 ? focused : selected;
  const to = from < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, from + by));
  rows[to].focus();
  rows[to].scrollIntoView({ block: 'nearest' });
  return true;
}
