// @ts-check
// A list before, without and instead of its rows: loading, empty, failed. A failure never looks like emptiness.
import { html, icon, nothing } from '../core/dom.js';
import { sentence } from '../core/fmt.js';
import { copy } from './copy.js';
import { glyph } from './glyph.js';

/**
 * @param {string} title
 * @param {unknown} body
 * @param {unknown} [action]
 */
export const empty = (title, body, action) =>
  html`<div class="empty"><h2>${title}</h2><p class="narrow">${body}</p>${action ?? nothing}</div>`;

/**
 * Something could not be read.
 *
 * @param {object} parts
 * @param {string} parts.title as `The audit log cannot be read`
 * @param {Error} parts.error
 * @param {unknown} [parts.body] what it means and what still works; the server's words without it
 * @param {() => void} [parts.retry]
 */
export function failure({ title, error, body, retry }) {
  const facts = factsOf(error);
  const refused = /** @type {import('../core/api.js').ApiError} */ (error).status === 403; // asked again it is refused again
  return html`<div class="empty" role="alert">
    ${refused ? html`<span class="big-i">${icon('lock')}</span>` : html`<span class="big-g">${glyph('fail')}</span>`}
    <h2>${title}</h2>
    <p class="narrow">${body ?? sentence(error.message)}</p>
    <p class="mono t12">${facts}</p>
    <div class="row">
      ${retry && !refused ? html`<button type="button" class="btn primary" @click=${retry}>${icon('refresh', undefined, 's')}Try again</button>` : nothing}
      <button type="button" class="btn" @click=${() => copy(`${facts}: ${error.message}`, 'details')}>Copy details</button>
    </div>
  </div>`;
}

/** What finds the failure in the server's log. @param {Error} error */
export function factsOf(error) {
  const { request, status, code, requestId } = /** @type {import('../core/api.js').ApiError} */ (error);
  return [request, status || null, code, requestId ? `request ${requestId}` : null].filter(Boolean).join(' · ') || error.name;
}

/** Grey bars of the final size. @param {number} rows @param {string} [classes] */
export const skeletonRows = (rows, classes = 'sk-b') =>
  html`<div class="sk-rows" aria-busy="true"><span class="sr">Loading</span>${Array.from(
    { length: rows },
    () => html`<span class="sk ${classes}"></span>`,
  )}</div>`;
