// @ts-check
// Making an API token: what it is for, what it may do, how long, and one's own password. A second try would make a second.
import { html, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { setQuery } from '../core/router.js';
import { me, now } from '../core/store.js';
import { actNotice } from '../ui/act-notice.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { passwordField } from '../ui/password-field.js';
import { LASTS, scopesFor, scopeWords } from './token-words.js';

/** @typedef {{ secret: string, token: import('./token-list.js').Token }} Made */

const TWICE = 'Look at the list before you send it again: that makes a second token.';

/**
 * The dialog; make a new one for each time it opens.
 *
 * @param {(made: Made) => void} onMade
 */
export function newTokenDialog(onMade) {
  const name = signal('');
  const scopes = signal(/** @type {string[]} */ (['read']));
  const days = signal(30);
  const own = signal('');
  const failedAt = signal(0);
  const making = act((made) => {
    document.querySelector('dialog')?.close();
    onMade(made);
  });
  const ownField = passwordField({
    id: 'token-own',
    label: 'Your own password',
    autocomplete: 'current-password',
    hint: 'Asked for, as a token stays when this session has ended.',
    onInput: (text) => (own.value = text),
  });

  const code = () => making.state.value.error?.code ?? '';
  const ready = () => name.value.trim() !== '' && scopes.value.length > 0 && own.value !== '';
  const busy = () => ['sent', 'slow'].includes(making.state.value.phase);

  /** @param {string} scope @param {boolean} wanted */
  const choose = (scope, wanted) =>
    (scopes.value = wanted ? [...scopes.value, scope] : scopes.value.filter((one) => one !== scope));

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (ready() && !busy()) {
      await making.send('/api/auth/tokens', {
        name: name.value.trim(),
        scopes: scopes.value,
        expires_in_days: days.value,
        password_of_caller: own.value,
      });
      failedAt.value = now.peek();
    }
  }

  const content = () => html`<form @submit=${submit}><div class="dlg">
      <h2 id="token-t">Make an API token</h2>
      <div class="field"><label for="token-name">What it is for</label>
        <input class="input" id="token-name" required autofocus autocomplete="off" maxlength="100" dir="auto"
          aria-invalid=${code() === 'invalid_name' ? 'true' : nothing}
          @input=${(/** @type {any} */ event) => (name.value = event.target.value)} /></div>
      <fieldset class="choices"><legend class="label">What it may do</legend>${scopesFor(me.value?.permissions ?? []).map(
        (scope) => html`<label class="choice"><input type="checkbox" value=${scope} .checked=${scopes.value.includes(scope)}
          @change=${(/** @type {any} */ event) => choose(scope, event.target.checked)} /><span><span class="mono t13">${scope}</span><span
          class="t12 muted who-r">${scopeWords(scope)}</span></span></label>`,
      )}</fieldset>
      <div class="field"><label for="token-days">How long it lasts</label>
        <select class="input" id="token-days" @change=${(/** @type {any} */ event) => (days.value = Number(event.target.value))}>${LASTS.map(
          ([number, words]) => html`<option value=${number} ?selected=${number === days.value}>${words}</option>`,
        )}</select></div>
      ${ownField(code() === 'wrong_password')}
      ${actNotice(making.state.value, failedAt.value, TWICE)}
    </div>
    <div class="dlg-foot">
      <button type="button" class="btn" @click=${closeDialog}>Cancel</button>
      <button class="btn primary" aria-disabled=${!ready() || busy() ? 'true' : nothing}>${busy() ? 'Making…' : 'Make token'}</button>
    </div></form>`;

  return () => dialog({ id: 'token-t', classes: 'form-d', content: content(), onClose: () => setQuery({ make: null }, { replace: true }) });
}
