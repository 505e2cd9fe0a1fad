// @ts-check
// Who one is, and another password of one's own. The server says what is wrong with one.
import { html, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { get } from '../core/api.js';
import { told } from '../core/ending.js';
import { me, now } from '../core/store.js';
import { reopenStream } from '../core/stream.js';
import { actNotice } from '../ui/act-notice.js';
import { passwordField } from '../ui/password-field.js';
import { stampOf } from '../ui/time.js';
import { toast } from '../ui/toast.js';
import { canDo } from '../users/can-do.js';

/** Of the new one. */
const WRONG_NEW = ['invalid_password', 'weak_password', 'same_password'];

export function accountTab() {
  const before = signal('');
  const next = signal('');
  const failedAt = signal(0);
  const changing = act(changed);
  const fields = {
    before: passwordField({
      id: 'own-before',
      label: 'Password you have',
      autocomplete: 'current-password',
      onInput: (text) => (before.value = text),
    }),
    next: passwordField({
      id: 'own-next',
      label: 'New password',
      autocomplete: 'new-password',
      hint: '12 to 128 characters, of whatever you like; a few unrelated words do well. What guessers try first is refused.',
      onInput: (text) => (next.value = text),
    }),
  };

  /** All other sessions ended, and this browser has a new one: its stream goes on with that. */
  async function changed() {
    toast('You have another password. All other sessions are over.');
    reopenStream();
    told(await get('/api/auth/me'));
  }

  const code = () => changing.state.value.error?.code ?? '';
  const ready = () => before.value !== '' && next.value !== '';
  const busy = () => changing.state.value.phase === 'sent';

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    if (ready() && !busy()) {
      await changing.send('/api/auth/password', { current: before.value, new: next.value });
      failedAt.value = now.peek();
      if (changing.state.peek().phase === 'idle') {
        form.reset();
        before.value = '';
        next.value = '';
      }
    }
  }

  const form = () => html`<form class="stack pad" @submit=${submit}>
    <input class="sr" type="text" name="username" autocomplete="username" .value=${me.value?.username ?? ''} readonly tabindex="-1" aria-hidden="true" />
    ${fields.before(code() === 'wrong_password')}${fields.next(WRONG_NEW.includes(code()))}
    <p class="t13 dim">It ends all your sessions but this one.</p>
    ${actNotice(changing.state.value, failedAt.value)}
    <div><button class="btn primary" aria-disabled=${!ready() || busy() ? 'true' : nothing}>${busy() ? 'Changing…' : 'Change password'}</button></div>
  </form>`;

  return () => {
    const visitor = me.value;
    return visitor
      ? html`<section class="card" aria-labelledby="who-t"><header class="panel-head"><h2 id="who-t">You</h2></header>
          <dl class="kvs pad">
            <div class="kv"><dt>User name</dt><dd class="wrap-any">${visitor.username}</dd></div>
            <div class="kv"><dt>Role</dt><dd>${visitor.role}: ${canDo(visitor.role)}</dd></div>
            <div class="kv"><dt>Signed in</dt><dd>${visitor.signed_in_at ? stampOf(visitor.signed_in_at) : 'not known'}</dd></div>
            <div class="kv"><dt>Until</dt><dd>${stampOf(visitor.expires_at)}, or before if nobody uses it</dd></div>
          </dl></section>
        <section class="card" aria-labelledby="pw-t"><header class="panel-head"><h2 id="pw-t">Password</h2></header>${form()}</section>`
      : nothing;
  };
}
