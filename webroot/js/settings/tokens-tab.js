// @ts-check
// API tokens of one's own: what scripts come in by. A new one is shown once.
import { computed, html, nothing, signal } from '../core/dom.js';
import { href } from '../core/router.js';
import { focusOnce, onceShown } from '../ui/once-shown.js';
import { empty, failure, skeletonRows } from '../ui/states.js';
import { newTokenDialog } from './new-token.js';
import { revokeTokenDialog } from './revoke-token.js';
import { tokenTable } from './token-table.js';

/**
 * @param {typeof import('../core/router.js').route} route
 * @param {ReturnType<typeof import('./token-list.js').tokenList>} tokens
 */
export function tokensTab(route, tokens) {
  /** @type {import('../../vendor/signals-core.js').Signal<import('../ui/once-shown.js').Once | null>} */
  const once = signal(null);
  const asked = computed(() => route.value.query.make ?? '');
  const revoked = computed(() => route.value.query.revoke ?? '');
  const making = computed(() => (asked.value ? newTokenDialog(made) : null));
  const revoking = computed(() => (revoked.value ? revokeTokenDialog(revoked.value, tokens.read) : null));

  /** @param {import('./new-token.js').Made} answer */
  function made({ secret, token }) {
    const note = 'Keep it where the script finds it, as in an environment variable.';
    once.value = { title: `The token ${token.name} was made`, what: 'token', secret, note };
    focusOnce();
    tokens.read();
  }

  function body() {
    const { list, isWhole, error } = tokens.state.value;
    if (error) {
      return failure({ title: 'The tokens cannot be read', error, retry: tokens.read });
    }
    if (!list) {
      return html`<div class="pad">${skeletonRows(3)}</div>`;
    }
    return list.length === 0
      ? empty('No API tokens', 'With one a script may do what you choose, until it ends, and no more than your role allows.')
      : html`${tokenTable(list)}${isWhole ? nothing : html`<p class="pad t13 muted">Only the newest ${list.length} are listed.</p>`}`;
  }

  return {
    view: () => html`${once.value ? onceShown(once.value, () => (once.value = null)) : nothing}
      <section class="card" aria-labelledby="tok-t"><header class="panel-head"><h2 id="tok-t">API tokens</h2><a
        class="btn sm end" data-replace aria-haspopup="dialog" href=${href({ make: 1 })}>Make a token</a></header>${body()}</section>
      ${making.value?.()}${
        tokens.state.value.list ? revoking.value?.(tokens.state.value.list.find(({ token_id: id }) => id === revoked.value)) : nothing
      }`,
    /** A secret does not outlive the page. */
    forget: () => (once.value = null),
  };
}
