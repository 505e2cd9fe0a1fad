// @ts-check
// All events of the filter as a file. The server records who took what.
import { html, icon } from '../core/dom.js';
import { download } from '../core/download.js';
import { bodyOf } from './audit-query.js';
import { save } from '../ui/save.js';
import { toast } from '../ui/toast.js';

/** @param {Record<string, string>} query */
export const exportButtons = (query) => html`<span class="row g4" role="group" aria-label="Export all events of this filter">${['ndjson', 'csv'].map(
  (format) => html`<button type="button" class="btn" title="Export all events of this filter; it is recorded in the audit log" aria-label="Export ${format.toUpperCase()}"
    @click=${(/** @type {any} */ event) => take(event.currentTarget, format, query)}>${icon('download', undefined, 's')}${format.toUpperCase()}</button>`,
)}</span>`;

/** @param {HTMLButtonElement} button @param {string} format @param {Record<string, string>} query */
async function take(button, format, query) {
  button.disabled = true;
  try {
    save(await download('/api/events/export', { format, ...bodyOf(query) }));
  } catch (error) {
    toast(`Not exported: ${/** @type {any} */ (error).detail ?? 'the answer broke off'}`);
  } finally {
    button.disabled = false;
  }
}
