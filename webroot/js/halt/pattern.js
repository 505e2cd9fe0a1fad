// @ts-check
// Whom a search means, as a pattern of ids.

/** The pattern for what the page's search shows; a search looks anywhere in an id. @param {Record<string, string>} query */
export function patternOf({ q = '' }) {
  const text = q.trim();
  return text === '' ? '*' : `*${text}*`.replace(/\*+/g, '*');
}
