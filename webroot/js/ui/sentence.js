// @ts-check
// The server's words, which begin small and end open, where they stand as a sentence.

/** @param {string} words */
export const sentence = (words) =>
  `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${/[.!?…]$/.test(words) ? '' : '.'}`;
