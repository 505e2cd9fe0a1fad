// @ts-check
// Signing in. Nothing about the data is said here, and a wrong try does not tell which field was wrong.
import { html, icon, nothing, signal, watch } from '../core/dom.js';
import { endedWords } from '../core/ended-words.js';
import { countdown } from '../core/fmt.js';
import { go } from '../core/router.js';
import { signIn } from '../core/session.js';
import { build, clockOffset, environment, now } from '../core/store.js';
import { styles } from '../core/styles.js';
import { glyph } from '../ui/glyph.js';
import { eye } from '../ui/password-field.js';
import { refusedWords } from '../ui/refused-sign-in.js';
import { mark } from '../shell/mark.js';

await styles('pages/login');

/**
 * @param {typeof import('../core/router.js').route} route
 * @returns {import('../core/router.js').Page}
 */
export default function page(route) {
  const shown = signal(false);
  const busy = signal(false);
  /** @type {import('../../vendor/signals-core.js').Signal<import('../core/api.js').ApiError | null>} */
  const error = signal(null);
  const lockedUntil = signal(0);

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const fields = new FormData(form);
    busy.value = true;
    error.value = null;
    try {
      await signIn(String(fields.get('username')).trim(), String(fields.get('password')));
      go(inside(route.peek().query.next));
    } catch (failure) {
      const refused = /** @type {import('../core/api.js').ApiError} */ (failure);
      error.value = refused;
      lockedUntil.value = refused.retryAfter ? Date.now() + refused.retryAfter * 1000 : 0;
      const password = form.querySelector('#p');
      if (refused.status === 401 && password instanceof HTMLInputElement) {
        password.value = '';
        password.focus();
      }
    } finally {
      busy.value = false;
    }
  }

  const view = () => html`<main class="login" id="main" tabindex="-1"><div class="login-c">
      <div class="login-b">${mark()}</div>
      <h1>Governance Console</h1>
      <p class="dim">${
        environment.value ? html`Sign in to <b class="med wrap-any">${environment.value}</b>` : 'Sign in to see and control your agents'
      }</p>
      ${notice()}
      <form @submit=${submit}>
        <div class="field"><label for="u">User name</label><input class="input" id="u" name="username" required maxlength="256"
          autocomplete="username" autocapitalize="none" spellcheck="false" autofocus
          aria-invalid=${error.value?.status === 401 ? 'true' : nothing} /></div>
        <div class="field"><label for="p">Password</label><div class="pw"><input class="input" id="p" name="password" required
          maxlength="1024" type=${shown.value ? 'text' : 'password'} autocomplete="current-password"
          aria-invalid=${error.value?.status === 401 ? 'true' : nothing} />${eye(shown)}</div></div>
        ${watch(now, submitButton)}
      </form>
      <p class="t12 muted">Sign-ins are written to the audit log.</p>
    </div>
    <footer class="t12 muted num">Build <span class="mono">${build.value.here.slice(0, 7)}</span></footer>
  </main>`;

  const submitButton = () => {
    const left = (lockedUntil.value - (now.peek() - clockOffset.peek())) / 1000;
    const locked = lockedUntil.value > 0 && left > 0;
    return html`<button class="btn primary big" ?disabled=${busy.value || locked}>${
      locked ? `Try again in ${countdown(left)}` : busy.value ? 'Signing in…' : 'Sign in'
    }</button>`;
  };

  function notice() {
    const refused = error.value;
    if (refused) {
      return html`<div class="banner fail" role="alert">${glyph('fail')}<span>${refusedWords(refused, 'both')}${
        refused.status >= 500 && refused.requestId ? html` <span class="mono t12">request ${refused.requestId}</span>` : nothing
      }</span></div>`;
    }
    const ended = endedWords(route.value.query);
    return ended ? html`<div class="banner info" role="status">${icon('clock')}<span>${ended}</span></div>` : nothing;
  }

  return { title: 'Sign in', bare: true, view };
}

/**
 * The page to go to afterwards; never another site's.
 *
 * @param {string | undefined} next
 */
export function inside(next) {
  try {
    const target = new URL(next ?? '/posture', location.origin);
    const ours = target.origin === location.origin && next?.startsWith('/') && target.pathname !== '/login';
    return ours ? target.pathname + target.search : '/posture';
  } catch {
    return '/posture';
  }
}
