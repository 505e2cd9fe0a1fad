// @ts-check
// One person: who they are, and what can be done about them.
import { html, nothing } from '../core/dom.js';
import { href, setQuery } from '../core/router.js';
import { me } from '../core/store.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { agoOf, stampOf } from '../ui/time.js';
import { canDo } from './can-do.js';
import { ACTS, actsOn } from './user-words.js';

/** @typedef {import('./user-list.js').User} User */

/**
 * @param {User | undefined} user
 * @param {number | null} sessions null when that is not known
 * @param {unknown} form of the act that is chosen; nothing shows what there is to choose
 */
export const userDialog = (user, sessions, form) =>
  dialog({
    id: 'user-t',
    classes: 'form-d',
    content: user ? (form ?? overview(user, sessions)) : unknown(),
    onClose: () => setQuery({ user: null, act: null }, { replace: true }),
  });

const unknown = () => html`<div class="dlg"><h2 id="user-t">There is no such user</h2>
    <p class="dim t13">The address may be mistyped.</p></div>
  <div class="dlg-foot"><button type="button" class="btn" @click=${closeDialog}>Close</button></div>`;

/** @param {User} user @param {number | null} sessions */
function overview(user, sessions) {
  const isMe = user.user_id === me.value?.user_id;
  return html`<div class="dlg">
      <h2 id="user-t" class="wrap-any">${user.username}${isMe ? html` <span class="muted">you</span>` : nothing}</h2>
      <dl class="kvs">
        <div class="kv"><dt>Role</dt><dd>${user.role}${user.disabled ? ', disabled' : ''}</dd></div>
        <div class="kv"><dt>Can do</dt><dd>${user.disabled ? 'Nothing: cannot sign in' : canDo(user.role)}</dd></div>
        <div class="kv"><dt>Last seen</dt><dd>${user.last_seen_at ? agoOf(user.last_seen_at) : 'not in the last 30 days'}</dd></div>
        <div class="kv"><dt>Signed in</dt><dd>${sessions === null ? 'not known' : sessions === 0 ? 'nowhere' : `in ${sessions} ${sessions === 1 ? 'browser' : 'browsers'}`}</dd></div>
        <div class="kv"><dt>Added</dt><dd>${stampOf(user.created_at)}</dd></div>
      </dl>
      <ul class="acts" aria-label="What can be done">${actsOn(user, isMe).map(
        (act) => html`<li><a class="btn" data-replace href=${href({ act })}>${ACTS[act].label}</a></li>`,
      )}${isMe ? html`<li><a class="btn" href="/settings">Change your password</a></li>` : nothing}</ul>
    </div>
    <div class="dlg-foot"><button type="button" class="btn" @click=${closeDialog}>Close</button></div>`;
}
