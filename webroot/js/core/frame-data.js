// @ts-check
// What a frame says. Whoever listens reads members of it at once, so what has none is not handed on.

/** Names that mean something to every object. */
const RESERVED = ['__proto__', 'constructor', 'prototype'];

/**
 * Its data as an object; null when it is none, and then the next snapshot is right. What the members are is the server's
 * word: a row that somebody made odd must not be the one that nobody is shown.
 *
 * @param {import('./sse.js').Frame} frame
 * @returns {any}
 */
export function dataOf({ data }) {
  /** @type {unknown} */
  let parsed;
  try {
    parsed = JSON.parse(data);
  } catch {
    return null;
  }
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  return isObject && !RESERVED.some((name) => Object.hasOwn(/** @type {object} */ (parsed), name)) ? parsed : null;
}
