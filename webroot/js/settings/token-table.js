// @ts-check
// API tokens as a table; those that are over stay listed for a month, so that a script that fails is understood.
import { html, nothing, repeat, watch } from '../core/dom.js';
import { href } from '../core/router.js';
import { now } from '../core/store.js';
import { glyph } from '../ui/glyph.js';
import { agoOf, stampOf } from '../ui/time.js';
import { scopeWords, tokenState } from './token-words.js';

/** @typedef {import('./token-list.js').Token} Token */

/** @param {Token[]} tokens */
export const tokenTable = (tokens) => html`<div class="scroll"><table class="table tall stacks">
  <thead><tr><th scope="col">Name</th><th scope="col">May</th><th scope="col">Made</th><th scope="col">Last used</th><th scope="col">Ends</th><th
    scope="col">State</th><th scope="col"><span class="sr">Action</span></th></tr></thead>
  <tbody>${repeat(tokens, ({ token_id: id }) => id, row)}</tbody></table></div>`;

/** @param {Token} token */
const row = (token) => html`<tr>
  <th scope="row"><bdi class="med wrap-any">${token.name}</bdi><span class="t12 muted who-r mono" title=${token.token_id}>id ${token.token_id.slice(0, 8)}</span></th>
  <td class="wide-c"><span class="scopes">${token.scopes.map((scope) => html`<span class="pill" title=${scopeWords(scope)}>${scope}</span>`)}</span></td>
  <td class="muted" data-l="Made">${agoOf(token.created_at)}</td>
  <td class="muted" data-l="Last used">${token.last_used_at ? agoOf(token.last_used_at) : 'never'}</td>
  <td class="muted" data-l="Ends">${stampOf(token.expires_at)}</td>
  <td>${watch(now, (/** @type {number} */ ms) => state(token, ms))}</td>
  <td class="r row-act">${watch(now, (/** @type {number} */ ms) =>
    tokenState(token, ms) === 'valid'
      ? html`<a class="btn quiet sm" data-replace href=${href({ revoke: token.token_id })} aria-label="Revoke the token ${token.name}">Revoke</a>`
      : nothing,
  )}</td></tr>`;

/** @param {Token} token @param {number} ms */
function state(token, ms) {
  const known = tokenState(token, ms);
  return known === 'valid'
    ? html`<span class="pill">${glyph('pass')}Valid</span>`
    : html`<span class="pill">${glyph('none')}${known === 'revoked' ? 'Revoked' : 'Expired'}</span>`;
}
