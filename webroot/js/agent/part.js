// @ts-check
// A part of the page in each of its states: loading, not allowed, failed, read.
import { html } from '../core/dom.js';
import { empty, failure, skeletonRows } from '../ui/states.js';

/**
 * @template T
 * @param {object} parts
 * @param {import('./reading.js').Read<T>} parts.read
 * @param {() => void} parts.retry
 * @param {string} parts.what that cannot be read, as `The halts`
 * @param {number} [parts.rows] as many as there will be, so that nothing moves
 * @param {string} [parts.look] of a row
 * @param {(value: T) => unknown} parts.view
 */
export function part({ read: { value, error }, retry, what, rows = 5, look, view }) {
  if (error?.status === 403) {
    return empty('Not allowed', `${what} are not shown to your role.`);
  }
  if (error) {
    return failure({ title: `${what} cannot be read`, error, retry });
  }
  return value === null ? html`<div class="pad">${skeletonRows(rows, look)}</div>` : view(value);
}

/**
 * A card with a heading.
 *
 * @param {string} id
 * @param {string} title
 * @param {unknown} body
 * @param {{ note?: unknown, action?: unknown, wide?: boolean }} [more]
 */
export const panel = (id, title, body, { note, action, wide = false } = {}) => html`<section class="card ${wide ? 'wide' : ''}"
  aria-labelledby=${id}><header class="panel-head"><h2 id=${id}>${title}</h2>${
    note ? html`<span class="muted t13">${note}</span>` : ''
  }${action ? html`<span class="end">${action}</span>` : ''}</header>${body}</section>`;
