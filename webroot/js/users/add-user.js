// @ts-check
// Adding somebody: name, role, and a password that is made up or given. What makes an admin takes one's own password.
import { html, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { now } from '../core/store.js';
import { setQuery } from '../core/router.js';
import { actNotice } from '../ui/act-notice.js';
import { choiceField } from '../ui/choice-field.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { passwordField } from '../ui/password-field.js';
import { canDo } from './can-do.js';

const RULE = '12 to 128 characters, and not among the first that guessers try.';

/** @typedef {{ user_id: string, username: string, role: string, password: string | null }} Added */

/**
 * The dialog; make a new one for each time it opens.
 *
 * @param {(added: Added) => void} onAdded
 */
export function addUserDialog(onAdded) {
  const name = signal('');
  const role = signal('viewer');
  const how = signal('made');
  const password = signal('');
  const own = signal('');
  const failedAt = signal(0);
  const adding = act((added) => {
    document.querySelector('dialog')?.close();
    onAdded(added);
  });
  const passwordOf = passwordField({
    id: 'add-password',
    label: 'Password',
    autocomplete: 'new-password',
    hint: RULE,
    onInput: (text) => (password.value = text),
  });
  const ownField = passwordField({
    id: 'add-own',
    label: 'Your own password',
    autocomplete: 'current-password',
    hint: 'Asked for, as an admin can do what you can.',
    onInput: (text) => (own.value = text),
  });

  const code = () => adding.state.value.error?.code ?? '';
  const asksOwn = () => role.value === 'admin' || code() === 'step_up';
  const ready = () =>
    name.value.trim() !== '' && (how.value === 'made' || password.value !== '') && (!asksOwn() || own.value !== '');
  const busy = () => adding.state.value.phase === 'sent';

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (!ready() || busy()) {
      return;
    }
    await adding.send('/api/auth/users', {
      username: name.value.trim(),
      role: role.value,
      ...(how.value === 'given' ? { password: password.value } : {}),
      ...(asksOwn() ? { password_of_caller: own.value } : {}),
    });
    failedAt.value = now.peek();
  }

  const content = () => html`<form @submit=${submit}><div class="dlg">
      <h2 id="add-t">Add a user</h2>
      <div class="field"><label for="add-name">User name</label>
        <input class="input" id="add-name" required autofocus autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="256"
          aria-invalid=${code() === 'invalid_username' || code() === 'username_taken' ? 'true' : nothing} aria-describedby="add-name-hint"
          @input=${(/** @type {any} */ event) => (name.value = event.target.value)} />
        <p class="t12 muted" id="add-name-hint">Letters a to z, digits, dot, underscore, hyphen and @.</p></div>
      ${choiceField({
        name: 'add-role',
        label: 'Role',
        value: role.value,
        onChoose: (value) => (role.value = value),
        options: [
          ['viewer', 'Viewer', canDo('viewer')],
          ['admin', 'Admin', canDo('admin')],
        ],
      })}
      ${choiceField({
        name: 'add-how',
        label: 'Password',
        value: how.value,
        onChoose: (value) => (how.value = value),
        options: [
          ['made', 'Made up by the console', 'Shown to you once, to hand on'],
          ['given', 'Given by you', RULE],
        ],
      })}
      ${how.value === 'given' ? passwordOf(code() === 'weak_password' || code() === 'invalid_password') : nothing}
      ${asksOwn() ? ownField(code() === 'wrong_password') : nothing}
      ${actNotice(adding.state.value, failedAt.value, 'Sending it again adds nobody twice.')}
    </div>
    <div class="dlg-foot">
      <button type="button" class="btn" @click=${closeDialog}>Cancel</button>
      <button class="btn primary" aria-disabled=${!ready() || busy() ? 'true' : nothing}>${busy() ? 'Adding…' : 'Add user'}</button>
    </div></form>`;

  return {
    view: () => dialog({ id: 'add-t', classes: 'form-d', content: content(), onClose: () => setQuery({ add: null }, { replace: true }) }),
  };
}
