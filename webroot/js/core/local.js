// @ts-check
// Small preferences of this browser. Storage may be refused or absent; nothing depends on it.

const PREFIX = 'gc.';

/**
 * @param {string} key
 * @returns {string | null}
 */
export function remembered(key) {
  try {
    return globalThis.localStorage?.getItem(PREFIX + key) ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string | null} value null forgets
 */
export function remember(key, value) {
  try {
    if (value === null) {
      globalThis.localStorage?.removeItem(PREFIX + key);
    } else {
      globalThis.localStorage?.setItem(PREFIX + key, value);
    }
  } catch {
    // The choice holds for this page then.
  }
}
