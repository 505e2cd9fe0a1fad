// @ts-check
// A request that takes two admins: who granted first, and taking that back.
import { html, nothing } from '../core/dom.js';
import { me } from '../core/store.js';
import { actNotice } from '../ui/act-notice.js';
import { eyesOf } from './approval-view.js';
import { agoOf } from '../ui/time.js';

/** @typedef {import('./act-form.js').Begun<'withdraw'>} Withdraw */

/** @param {import('../core/types.js').Approval} approval @param {Withdraw} withdraw @param {string} others who else can grant it */
export function fourEyes(approval, withdraw, others) {
  const eyes = eyesOf(approval, me.peek()?.user_id);
  if (!eyes) {
    return nothing;
  }
  if (eyes.first === null || eyes.at === null) {
    return html`<p class="t13 muted">Granting this takes two admins.</p>`;
  }
  return eyes.mine
    ? html`<p class="t13">You granted this first ${agoOf(eyes.at)}. The agent waits until another admin grants it, too. ${others}</p>
        ${takeBack(withdraw)}`
    : html`<p class="t13 wrap-any"><b>${eyes.first}</b> granted this first ${agoOf(eyes.at)}${
        eyes.rationale ? html`: “${eyes.rationale}”` : '.'
      } Your grant lets the agent go on.</p>`;
}

/** @param {Withdraw} withdraw */
const takeBack = ({ state, failedAt, send }) => html`<div class="row wrap"><button type="button" class="btn quiet"
    ?disabled=${state.phase === 'sent'} @click=${() => send({})}>Take your grant back</button></div>${actNotice(state, failedAt)}`;
