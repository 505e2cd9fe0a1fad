// @ts-check
// A request that takes two admins: who granted first, and taking that back.
import { act } from '../core/act.js';
import { html, nothing } from '../core/dom.js';
import { me, now } from '../core/store.js';
import { actNotice } from './act-notice.js';
import { eyesOf } from './approval-view.js';
import { agoOf } from './time.js';
import { toast } from './toast.js';

/** Every taking back that was begun: its tries carry one key. @type {Map<string, { act: ReturnType<typeof act>, failedAt: number }>} */
const begun = new Map();

/** @param {import('../core/types.js').Approval} approval */
export function fourEyes(approval) {
  const eyes = eyesOf(approval, me.peek()?.user_id);
  if (!eyes) {
    return nothing;
  }
  if (eyes.first === null || eyes.at === null) {
    return html`<p class="t13 muted">Granting this takes two admins.</p>`;
  }
  return eyes.mine
    ? html`<p class="t13">You granted this first ${agoOf(eyes.at)}. The agent waits until another admin grants it, too.</p>
        ${takeBack(approval.request_id)}`
    : html`<p class="t13 wrap-any"><b>${eyes.first}</b> granted this first ${agoOf(eyes.at)}${
        eyes.rationale ? html`: “${eyes.rationale}”` : '.'
      } Your grant lets the agent go on.</p>`;
}

/** @param {string} id */
function takeBack(id) {
  const known = begun.get(id) ?? { act: act(() => takenBack(id)), failedAt: 0 };
  begun.set(id, known);
  const state = known.act.state.value;
  const send = async () => {
    await known.act.send(`/api/gates/${id}/withdraw`, {});
    known.failedAt = now.peek();
  };
  return html`<div class="row wrap"><button type="button" class="btn quiet" ?disabled=${state.phase === 'sent'}
    @click=${send}>Take your grant back</button></div>${actNotice(state, known.failedAt)}`;
}

/** The stream tells the page. @param {string} id */
function takenBack(id) {
  begun.delete(id);
  toast('Your grant is taken back');
}
