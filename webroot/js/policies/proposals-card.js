// @ts-check
// What waits for a second admin: who proposes what for whom, and its confirmation, rejection or withdrawal. Nothing is shown as
// done before the server says so.
import { html, icon, nothing, repeat, signal, watch } from '../core/dom.js';
import { act, IDLE } from '../core/act.js';
import { post, remove } from '../core/api.js';
import { duration, sentence, stamp } from '../core/fmt.js';
import { may, me, now } from '../core/store.js';
import { styles } from '../core/styles.js';
import { actNotice } from '../ui/act-notice.js';
import { agoOf } from '../ui/time.js';
import { toast } from '../ui/toast.js';
import { failure } from '../ui/states.js';
import { difference } from './difference.js';

await styles('components/changes');

/** @typedef {import('./proposals-feed.js').Waiting} Waiting */
/** @typedef {'confirm' | 'reject' | 'withdraw'} Deed */

/** @type {Record<Deed, { button: string, busy: string, done: string, question: string }>} */
const DEEDS = {
  confirm: {
    button: 'Confirm',
    busy: 'Confirming…',
    done: 'confirmed and stored',
    question: 'Store this policy? Agents with the Java SDK follow within seconds. The audit log names both of you.',
  },
  reject: {
    button: 'Reject',
    busy: 'Rejecting…',
    done: 'rejected',
    question: 'Reject this proposal? The policy stays as it is. The audit log names you.',
  },
  withdraw: {
    button: 'Withdraw',
    busy: 'Withdrawing…',
    done: 'withdrawn',
    question: 'Withdraw your proposal? The policy stays as it is.',
  },
};

/** @param {{ state: import('../../vendor/signals-core.js').Signal<import('../core/part.js').Known<import('./proposals-feed.js').Proposals>>, read: () => void }} feed */
export function proposalsCard(feed) {
  /** @type {import('../../vendor/signals-core.js').Signal<{ id: string, deed: Deed } | null>} what is asked once more */
  const asked = signal(null);
  let failedAt = 0;
  const done = (/** @type {Deed} */ deed) => () => {
    asked.value = null;
    toast(`The proposal is ${DEEDS[deed].done}`);
    feed.read();
  };
  const end = (/** @type {string} */ path, /** @type {unknown} */ _body, /** @type {{ key: string }} */ options) => remove(path, options);
  const acts = { confirm: act(done('confirm'), post), reject: act(done('reject'), end), withdraw: act(done('withdraw'), end) };

  /** @param {Waiting} proposal @param {Deed} deed */
  async function send(proposal, deed) {
    const place = `/api/policies/${encodeURIComponent(proposal.agent_id)}/${encodeURIComponent(proposal.policy_type)}/proposal`;
    await (deed === 'confirm'
      ? acts.confirm.send(`${place}/confirm`, { proposal_id: proposal.proposal_id })
      : acts[deed].send(`${place}?proposal_id=${proposal.proposal_id}`, null));
    failedAt = now.peek();
    const { error } = acts[deed].state.peek();
    if (error?.code === 'no_proposal') {
      toast(sentence(error.detail)); // its place in the list goes with it
    }
    if (error) {
      feed.read(); // somebody else may have been first
    }
  }

  /** @param {Waiting} proposal @param {Deed} deed */
  function ask(proposal, deed) {
    acts[deed].state.value = IDLE;
    asked.value = { id: proposal.proposal_id, deed };
  }

  /** @param {Waiting} proposal */
  function controls(proposal) {
    if (!may('policies.edit')) {
      return html`<p class="t12 muted">An admin other than ${proposal.proposed_by} has to confirm it.</p>`;
    }
    const mine = isMine(proposal);
    const open = asked.value?.id === proposal.proposal_id ? asked.value.deed : null;
    const notices = Object.values(acts).map(({ state }) => state.value);
    if (open) {
      const { phase } = acts[open].state.value;
      return html`<p class="t13">${DEEDS[open].question}</p>${actNotice(acts[open].state.value, failedAt)}
        <div class="row"><button type="button" class="btn sm ${open === 'confirm' ? 'primary' : ''}" aria-disabled=${phase === 'sent' ? 'true' : nothing}
          @click=${() => phase !== 'sent' && send(proposal, open)}>${phase === 'sent' ? DEEDS[open].busy : DEEDS[open].button}</button>
        <button type="button" class="btn quiet sm" @click=${() => (asked.value = null)}>Back</button></div>`;
    }
    const busy = notices.some(({ phase }) => phase === 'sent');
    return html`<p class="t12 muted">${mine ? 'You proposed this. Another admin must confirm it.' : nothing}</p>
      <div class="row">${(mine ? /** @type {Deed[]} */ (['withdraw']) : /** @type {Deed[]} */ (['confirm', 'reject'])).map(
        (deed) => html`<button type="button" class="btn sm" ?disabled=${busy || (deed === 'confirm' && proposal.overtaken)}
          aria-label="${DEEDS[deed].button} the change for ${proposal.agent_id}" @click=${() => ask(proposal, deed)}>${icon(
            deed === 'confirm' ? 'check' : 'x',
            undefined,
            's',
          )}${DEEDS[deed].button}…</button>`,
      )}</div>`;
  }

  /** @param {Waiting} proposal */
  const item = (proposal) => html`<li class="proposal">
    <div class="row wrap"><h3 class="wrap-any" dir="auto">${proposal.agent_id}</h3><span class="pill">${proposal.policy_type}</span><span
      class="t12 muted end num" title=${stamp(proposal.expires_at)}>expires in ${watch(now, (/** @type {number} */ ms) => duration((Date.parse(proposal.expires_at) - ms) / 1000))}</span></div>
    ${changes(proposal)}
    <p class="t13"><b class="med wrap-any">${proposal.proposed_by}</b> proposed this ${agoOf(proposal.proposed_at)}: <q class="wrap-any" dir="auto">${proposal.reason}</q></p>
    ${proposal.overtaken ? html`<p class="t12 c-warn">The policy was changed since, so this cannot be confirmed any more.</p>` : nothing}
    ${controls(proposal)}
  </li>`;

  return {
    /** Nothing as long as nothing waits. */
    view() {
      const { known, error } = feed.state.value;
      if (error) {
        return error.status === 403
          ? nothing
          : html`<section class="card proposals">${failure({ title: 'What waits for a second admin cannot be read', error, retry: feed.read })}</section>`;
      }
      return known && known.proposals.length > 0
        ? html`<section class="card proposals" aria-labelledby="proposals-t">
            <header class="panel-head"><h2 id="proposals-t">Waiting for a second admin</h2></header>
            <ul>${repeat(known.proposals, (/** @type {Waiting} */ { proposal_id: id }) => id, item)}</ul></section>`
        : nothing;
    },
  };
}

/** @param {Waiting} proposal */
function isMine({ proposed_by_id: id, proposed_by: name }) {
  const visitor = me.value;
  return visitor !== null && (visitor.user_id === id || visitor.username.toLowerCase() === name.toLowerCase());
}

/** @param {Waiting} proposal */
function changes({ before, policy }) {
  if (!before) {
    return html`<p class="t12 muted">What stands there now could not be read.</p>`;
  }
  return html`<dl class="kvs changes">${difference(before, policy).map(
    ({ name, before: old, after }) => html`<div class="kv"><dt>${name}</dt><dd class="num wrap-any"><s class="muted"><span class="sr">was </span>${old}</s> ${icon(
      'arrow',
      'becomes',
      's',
    )} <b class="med">${after}</b></dd></div>`,
  )}</dl>`;
}
