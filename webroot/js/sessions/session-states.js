// @ts-check
// Sessions before, without and instead of their rows.
import { html } from '../core/dom.js';
import { empty, failure, skeletonRows } from '../ui/states.js';
import { sessionTable } from './session-table.js';

/**
 * @param {import('./session-list.js').Sessions} sessions
 * @param {{ withUser: boolean, most?: number, retry: () => void }} options
 */
export function sessionBody({ list, isWhole, error }, { withUser, most = Infinity, retry }) {
  if (error) {
    return failure({ title: 'The sessions cannot be read', error, retry });
  }
  if (!list) {
    return html`<div class="pad">${skeletonRows(4)}</div>`;
  }
  if (list.length === 0) {
    return empty('Nobody is signed in', 'Not even you: this session ended meanwhile.');
  }
  return html`${sessionTable(list.slice(0, most), { withUser })}${
    isWhole ? '' : html`<p class="pad t13 muted">Only the newest ${list.length} sessions are listed; there are more.</p>`
  }`;
}
