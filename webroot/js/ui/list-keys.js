// @ts-check
// Rows and buttons by keys: j k walk over what has data-row, others press the button with that data-key, Esc closes.

/**
 * @param {() => boolean} escape closes what is open; says whether something was
 * @returns {() => void} stops listening
 */
export function listKeys(escape) {
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    const inDialog = event.target instanceof Element && event.target.closest('dialog');
    if (event.key === 'Escape' && !event.defaultPrevented && !inDialog && escape()) {
      event.preventDefault();
    }
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}

/** Presses the button of a key; of what is open, if anything is. @param {string} key @returns {boolean} whether there is one */
export function pressButton(key) {
  const buttons = [...document.querySelectorAll(`[data-key="${key}"]`)];
  const nearest = buttons[buttons.length - 1];
  if (nearest instanceof HTMLElement) {
    nearest.click();
    return true;
  }
  return false;
}

/** Moves the focus by rows. @param {number} by @returns {boolean} whether there are any */
export function moveRow(by) {
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
