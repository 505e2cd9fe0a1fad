// @ts-check
// Ending one session of somebody: whose, where, and what that does. Shown as done only when the server says so.
import { html, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { remove } from '../core/api.js';
import { setQuery } from '../core/router.js';
import { me, now } from '../core/store.js';
import { actNotice } from '../ui/act-notice.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { agoOf } from '../ui/time.js';
import { toast } from '../ui/toast.js';
import { deviceOf } from './device.js';

/** @typedef {import('./session-list.js').Session} Session */

/**
 * The dialog for one session; make a new one for each time it opens.
 *
 * @param {string} id
 * @param {() => void} onDone
 */
export function revokeDialog(id, onDone) {
  const failedAt = signal(0);
  const revoking = act(
    () => {
      document.querySelector('dialog')?.close();
      toast('The session is over');
      onDone();
    },
    (path) => remove(path),
  );
  const busy = () => revoking.state.value.phase === 'sent';

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (!busy()) {
      await revoking.send(`/api/auth/sessions/${encodeURIComponent(id)}`, null);
      failedAt.value = now.peek();
    }
  }

  /** @param {Session | undefined} session */
  const content = (session) => html`<form @submit=${submit}><div class="dlg">
      <h2 id="revoke-t">End this session?</h2>
      ${session ? facts(session) : html`<p class="dim t13">There is no such session any more: it is over.</p>`}
      ${actNotice(revoking.state.value, failedAt.value)}
    </div>
    <div class="dlg-foot">
      <button type="button" class="btn" autofocus @click=${closeDialog}>Cancel</button>
      ${
        session && !session.current
          ? html`<button class="btn danger" aria-disabled=${busy() ? 'true' : nothing}>${busy() ? 'Ending…' : 'End session'}</button>`
          : nothing
      }
    </div></form>`;

  return {
    /** @param {Session | undefined} session */
    view: (session) =>
      dialog({ id: 'revoke-t', content: content(session), onClose: () => setQuery({ revoke: null }, { replace: true }) }),
  };
}

/** @param {Session} session */
const facts = (session) => html`<dl class="kvs">
    <div class="kv"><dt>User</dt><dd class="wrap-any">${session.username}</dd></div>
    <div class="kv"><dt>Device</dt><dd class="wrap-any">${deviceOf(session.user_agent)}</dd></div>
    <div class="kv"><dt>Address</dt><dd class="mono">${session.address || 'not known'}</dd></div>
    <div class="kv"><dt>Signed in</dt><dd>${agoOf(session.created_at)}</dd></div>
  </dl>
  <p class="dim t13">${
    session.current
      ? 'This is the session you look with. To end it, sign out.'
      : session.user_id === me.value?.user_id
        ? 'That browser is signed out at once, and its live stream ends. What is typed there and not sent is lost.'
        : 'They are signed out there at once, and the live stream ends. They can sign in again.'
  }</p>`;
