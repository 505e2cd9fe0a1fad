// @ts-check
// One act on somebody: what it does, the password where the server takes it, and what became of it.
import { html, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { patch, post, remove } from '../core/api.js';
import { href } from '../core/router.js';
import { me, now } from '../core/store.js';
import { actNotice } from '../ui/act-notice.js';
import { choiceField } from '../ui/choice-field.js';
import { passwordField } from '../ui/password-field.js';
import { ACTS, consequences, takesPassword } from './user-words.js';

/** @typedef {import('./user-list.js').User} User */
/** @typedef {import('./user-words.js').Act} Act */

/**
 * The form; make a new one for each time it opens.
 *
 * @param {string} id
 * @param {Act} kind
 * @param {(answer: any) => void} onDone
 */
export function userAct(id, kind, onDone) {
  const words = ACTS[kind];
  const how = signal('made');
  const password = signal('');
  const own = signal('');
  const failedAt = signal(0);
  const acting = act(onDone, callOf(kind));
  const passwordOf = passwordField({
    id: 'act-password',
    label: 'New password',
    autocomplete: 'new-password',
    hint: '12 to 128 characters, and not among the first that guessers try.',
    onInput: (text) => (password.value = text),
  });
  const ownField = passwordField({
    id: 'act-own',
    label: 'Your own password',
    autocomplete: 'current-password',
    autofocus: true,
    onInput: (text) => (own.value = text),
  });

  const code = () => acting.state.value.error?.code ?? '';
  /** @param {User} user */
  const asksOwn = (user) => takesPassword(kind, user.role) || code() === 'step_up';
  /** @param {User} user */
  const ready = (user) =>
    (!asksOwn(user) || own.value !== '') && (kind !== 'reset' || how.value === 'made' || password.value !== '');
  const busy = () => acting.state.value.phase === 'sent';

  /** @param {Event} event @param {User} user */
  async function submit(event, user) {
    event.preventDefault();
    if (!ready(user) || busy()) {
      return;
    }
    await acting.send(pathOf(id, kind), {
      ...bodyOf(kind),
      ...(kind === 'reset' && how.value === 'given' ? { password: password.value } : {}),
      ...(asksOwn(user) ? { password_of_caller: own.value } : {}),
    });
    failedAt.value = now.peek();
  }

  /** @param {User} user @param {number | null} sessions */
  const view = (user, sessions) => html`<form @submit=${(/** @type {Event} */ event) => submit(event, user)}><div class="dlg">
      <h2 id="user-t" tabindex="-1" class="wrap-any">${words.title(user.username)}</h2>
      <ul class="conseq t13">${consequences(kind, user.user_id === me.value?.user_id, sessions).map((line) => html`<li>${line}</li>`)}</ul>
      ${
        kind === 'reset'
          ? choiceField({
              name: 'act-how',
              label: 'New password',
              value: how.value,
              onChoose: (value) => (how.value = value),
              options: [
                ['made', 'Made up by the console', 'Shown to you once, to hand on'],
                ['given', 'Given by you', 'You tell them another way'],
              ],
            })
          : nothing
      }
      ${kind === 'reset' && how.value === 'given' ? passwordOf(code() === 'weak_password' || code() === 'invalid_password') : nothing}
      ${asksOwn(user) ? ownField(code() === 'wrong_password') : nothing}
      ${actNotice(acting.state.value, failedAt.value, kind === 'reset' ? 'Sending it again makes another password.' : undefined)}
    </div>
    <div class="dlg-foot">
      <a class="btn" data-replace href=${href({ act: null })}>Back</a>
      <button class="btn ${words.danger ? 'danger' : 'primary'}" aria-disabled=${!ready(user) || busy() ? 'true' : nothing}>${
        busy() ? words.busy : words.button
      }</button>
    </div></form>`;

  return { view };
}

/** @param {Act} kind */
function callOf(kind) {
  if (kind === 'reset') {
    return post;
  }
  return kind === 'sign-out' ? (/** @type {string} */ path) => remove(path) : patch;
}

/** @param {string} id @param {Act} kind */
function pathOf(id, kind) {
  const user = encodeURIComponent(id);
  if (kind === 'sign-out') {
    return `/api/auth/sessions?user_id=${user}`;
  }
  return kind === 'reset' ? `/api/auth/users/${user}/reset-password` : `/api/auth/users/${user}`;
}

/** @param {Act} kind */
function bodyOf(kind) {
  if (kind === 'admin' || kind === 'viewer') {
    return { role: kind };
  }
  return kind === 'disable' || kind === 'enable' ? { disabled: kind === 'disable' } : {};
}
