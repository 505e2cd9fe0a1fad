// @ts-check
// Ending an API token: what stops by it.
import { html, nothing } from '../core/dom.js';
import { act } from '../core/act.js';
import { remove } from '../core/api.js';
import { setQuery } from '../core/router.js';
import { actNotice } from '../ui/act-notice.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { agoOf } from '../ui/time.js';
import { toast } from '../ui/toast.js';

/**
 * The dialog for one token; make a new one for each time it opens.
 *
 * @param {string} id
 * @param {() => void} onDone
 */
export function revokeTokenDialog(id, onDone) {
  const revoking = act(
    () => {
      document.querySelector('dialog')?.close();
      toast('The token opens nothing any more');
      onDone();
    },
    (path) => remove(path),
  );
  const busy = () => revoking.state.value.phase === 'sent';

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    if (!busy()) {
      revoking.send(`/api/auth/tokens/${encodeURIComponent(id)}`, null);
    }
  }

  /** @param {import('./token-list.js').Token | undefined} token */
  return (token) =>
    dialog({
      id: 'retoken-t',
      onClose: () => setQuery({ revoke: null }, { replace: true }),
      content: html`<form @submit=${submit}><div class="dlg"><h2 id="retoken-t">Revoke this token?</h2>
          ${
            token
              ? html`<p class="t13 wrap-any"><bdi class="med">${token.name}</bdi>, ${
                  token.last_used_at ? html`last used ${agoOf(token.last_used_at)}` : 'never used'
                }.</p><p class="dim t13">Scripts that come by it are refused at once, and their streams end. It cannot be undone.</p>`
              : html`<p class="dim t13">There is no such token of yours.</p>`
          }
          ${actNotice(revoking.state.value, 0)}</div>
        <div class="dlg-foot"><button type="button" class="btn" autofocus @click=${closeDialog}>Cancel</button>${
          token
            ? html`<button class="btn danger" aria-disabled=${busy() ? 'true' : nothing}>${busy() ? 'Revoking…' : 'Revoke token'}</button>`
            : nothing
        }</div></form>`,
    });
}
