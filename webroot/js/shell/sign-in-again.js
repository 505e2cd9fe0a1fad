// @ts-check
// Before a sign-in has lasted as long as it may: the password once more, and the page goes on as it is (WCAG 2.2, 2.2.1).
import { html, nothing, signal, watch } from '../core/dom.js';
import { warning } from '../core/ending.js';
import { countdown, time, zoneLabel } from '../core/fmt.js';
import { signInHere } from '../core/session.js';
import { me, now } from '../core/store.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { glyph } from '../ui/glyph.js';
import { passwordField } from '../ui/password-field.js';
import { refusedWords } from '../ui/refused-sign-in.js';
import { toast } from '../ui/toast.js';

const shown = signal(/** @type {ReturnType<typeof form> | null} */ (null));

export const open = () => {
  shown.value = form();
};

export const view = () => (shown.value && me.value ? shown.value() : nothing);

function form() {
  const password = signal('');
  const busy = signal(false);
  /** @type {import('../../vendor/signals-core.js').Signal<import('../core/api.js').ApiError | null>} */
  const error = signal(null);
  const until = signal(0);
  const field = passwordField({
    id: 'again-p',
    label: 'Password',
    autocomplete: 'current-password',
    autofocus: true,
    onInput: (text) => (password.value = text),
  });
  const waits = (/** @type {number} */ ms) => Math.max(0, (until.value - ms) / 1000);
  const ready = () => password.value !== '' && !busy.value && waits(now.peek()) === 0;

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (!ready()) {
      return;
    }
    busy.value = true;
    error.value = null;
    try {
      await signInHere(password.value);
      close();
      toast('You are signed in anew; the page goes on');
    } catch (failure) {
      const refused = /** @type {import('../core/api.js').ApiError} */ (failure);
      error.value = refused;
      until.value = refused.retryAfter ? now.peek() + refused.retryAfter * 1000 : 0;
    } finally {
      busy.value = false;
    }
  }

  const close = () => {
    const shown = document.querySelector('dialog.again');
    if (shown instanceof HTMLDialogElement) {
      shown.close();
    }
  };

  const button = () => {
    const left = waits(now.peek());
    return html`<button class="btn primary" aria-disabled=${ready() ? nothing : 'true'}>${
      left > 0 ? `Try again in ${countdown(left)}` : busy.value ? 'Signing in…' : 'Go on'
    }</button>`;
  };

  return () =>
    dialog({
      id: 'again-t',
      classes: 'again form-d',
      onClose: () => (shown.value = null),
      content: html`<form @submit=${submit}><div class="dlg">
          <h2 id="again-t">Sign in again to go on</h2>
          <p class="dim t13">${when()}With the password of <b class="med wrap-any">${me.value?.username}</b> this page stays as it is,
            with what you typed.</p>
          <input class="sr" type="text" autocomplete="username" .value=${me.value?.username ?? ''} readonly tabindex="-1" aria-hidden="true" />
          ${field(error.value?.status === 401)}
          ${error.value ? html`<div class="banner fail" role="alert">${glyph('fail')}<span>${refusedWords(error.value, 'password')}</span></div>` : nothing}
        </div>
        <div class="dlg-foot"><button type="button" class="btn" @click=${closeDialog}>Not now</button>${watch(now, button)}</div></form>`,
    });
}

/** When it is over otherwise. */
function when() {
  const end = warning.value;
  return end ? `Your sign-in ends at ${time(end.at)} ${zoneLabel(end.at)}. ` : '';
}
