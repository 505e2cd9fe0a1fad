// @ts-check
// One request: what the agent wants to do, until when, and what can be done with it. Shown as decided only when the server
// says so.
import { html, icon, nothing } from '../core/dom.js';
import { shortHash } from '../core/fmt.js';
import { url } from '../core/router.js';
import { may, me } from '../core/store.js';
import { actForm, openForm } from './act-form.js';
import { actNotice } from '../ui/act-notice.js';
import { ACTS, grantCommand, isGrantable } from './approval-acts.js';
import { argumentsOf, blockedWords, eyesOf, outcomeOf } from './approval-view.js';
import { copyButton } from '../ui/copy.js';
import { countdownRing } from './countdown-ring.js';
import { fourEyes } from './four-eyes.js';
import { fallback, follow } from './led-here.js';
import { glyph } from '../ui/glyph.js';
import { jsonView } from '../ui/metadata.js';
import { agentLink } from '../ui/agent-link.js';
import { operatorWords } from '../ui/operator.js';
import { agoOf, timeOf } from '../ui/time.js';

/** @typedef {import('../core/types.js').Approval} Approval */
/** @typedef {import('./act-form.js').Begun} Begun */
/** @typedef {ReturnType<typeof import('./approval-acts.js').claimOf>} Claim */

/**
 * @param {object} parts
 * @param {import('./request-cards.js').Card} parts.card
 * @param {Begun | null} parts.form while the visitor fills one in
 * @param {Begun[]} parts.direct acts that need no form
 * @param {import('./four-eyes.js').Withdraw} parts.withdraw takes the visitor's first grant back
 * @param {Claim} parts.claim
 * @param {boolean} parts.halted whether the agent is halted
 * @param {boolean} parts.expired
 * @param {string} parts.others who else can decide, where the visitor may not
 */
export function requestCard({ card, form, direct, withdraw, claim, halted, expired, others }) {
  const { approval, gone } = card;
  const blocked = blockedWords(approval);
  const id = `req-${approval.request_id}`;
  const decides = may('approvals.decide');
  return html`<article class="card req ${gone ? 'gone' : ''}" aria-labelledby=${id} data-request=${approval.request_id}>
    <div class="req-m">
      <h2 id=${id} tabindex="-1" data-row class="wrap-any">${approval.action}</h2>
      <p class="t13 muted row wrap">${about(approval)}</p>
      ${args(approval)}
      ${gone ? ended(card) : blocked ? reason(id, blocked, others) : nothing}
      ${gone || !claim ? nothing : claimed(approval, claim)}
      ${gone ? nothing : fourEyes(approval, withdraw, others)}
      ${approval.escalation && !gone ? html`<p class="t13 muted wrap-any">${approval.escalation.by} handed this on to ${approval.escalation.to} ${agoOf(approval.escalation.at)}.</p>` : nothing}
      ${halted && !gone ? html`<p class="t13 row halt-note">${glyph('halt')}<span>This agent is halted. A grant does not lift the halt.</span></p>` : nothing}
      ${gone || expired || !decides || !isGrantable(approval, claim, me.peek()?.user_id) ? nothing : command(approval)}
      ${gone ? nothing : direct.map(({ state, failedAt }) => actNotice(state, failedAt))}
    </div>
    <div class="req-a">
      ${gone ? nothing : countdownRing(approval)}
      ${gone || form || !decides ? nothing : buttons(approval, id, Boolean(blocked) || expired)}
      ${gone || form || !decides ? nothing : further(approval, { id, claim, direct, blocked, expired })}
      <a class="t13" href=${fallback(approval)} @click=${(/** @type {MouseEvent} */ event) => follow(event, approval)}>See what led here</a>
    </div>
    ${form && !gone ? actForm(approval, form, claim && !claim.mine ? claim.who : null) : nothing}
  </article>`;
}

/** @param {Approval} approval */
const about = (approval) => html`<span class="mono wrap-any">${approval.kind}</span><span>·</span>${agentLink(approval.agent_id)}<span>·</span><span>asked ${agoOf(
  approval.created_at,
)}</span><span class="hide-sm">·</span><span>${
  approval.operator_id ? html`for operator <span class="c-ink wrap-any">${operatorWords(approval.operator_id)}</span>` : 'no operator known'
}</span>`;

/** @param {Approval} approval */
function args(approval) {
  const { args: pairs, rest } = argumentsOf(approval.payload);
  return html`<dl class="args">${pairs.map(
    ({ name, value }) => html`<div><dt class="mono">${name}</dt><dd>${value}</dd></div>`,
  )}<div><dt>Bound to action</dt><dd class="row g4"><span class="mono" title=${approval.action_hash}>${shortHash(
    approval.action_hash,
  )}</span>${copyButton(approval.action_hash, 'action hash')}</dd></div></dl>
  ${approval.payload === null ? html`<p class="t13 muted note">Its payload is empty, or too large to show here.</p>` : nothing}
  ${rest ? html`<details class="payload"><summary class="t13">The whole payload</summary>${jsonView(approval.payload, 'Payload')}</details>` : nothing}`;
}

/** Whoever looks at it keeps the others away. @param {Approval} approval @param {NonNullable<Claim>} claim */
const claimed = ({ reviewing_since: since }, { mine, who, until }) => html`<p class="t13 muted wrap-any">${
  mine ? 'You' : who
} claimed this ${agoOf(since ?? until)}. ${
  mine ? html`It is yours until ${timeOf(until)}.` : html`Until ${timeOf(until)} others need a reason to act on it.`
}</p>`;

/** @param {Approval} approval */
function command(approval) {
  const text = grantCommand(approval.request_id, location.origin);
  return html`<div class="cmd"><code class="trunc" title=${text}>${text}</code>${copyButton(text, 'grant command')}</div>`;
}

/** @param {Approval} approval @param {string} id @param {boolean} disabled */
const buttons = (approval, id, disabled) => html`
  <button type="button" class="btn primary" ?disabled=${disabled || eyesOf(approval, me.peek()?.user_id)?.mine === true} aria-describedby=${id}
    @click=${() => openForm('grant', approval.request_id)}>${icon('check', undefined, 's')}Grant</button>
  <button type="button" class="btn" ?disabled=${disabled} aria-describedby=${id}
    @click=${() => openForm('deny', approval.request_id)}>Deny…</button>`;

/**
 * Nobody claims what they may not decide; but they may hand it on.
 *
 * @param {Approval} approval
 * @param {{ id: string, claim: Claim, direct: Begun[], blocked: unknown, expired: boolean }} parts
 */
function further(approval, { id, claim, direct, blocked, expired }) {
  const over = claim !== null && !claim.mine;
  const begun = direct.find(({ name }) => name === (claim ? 'release' : 'claim'));
  const busy = begun?.state.phase === 'sent';
  // Not disabled while it is sent, for then it would lose the focus.
  const claiming = () => (over ? openForm('claim', approval.request_id) : busy || begun?.send({}));
  const label = over ? 'Take over…' : claim ? 'Release' : 'Claim';
  return html`<div class="req-more">
    <button type="button" class="btn quiet sm" ?disabled=${expired || Boolean(blocked && !claim?.mine)} aria-disabled=${busy} aria-describedby=${id}
      @click=${claiming}>${busy && begun && !over ? ACTS[begun.name].busy : label}</button>
    <button type="button" class="btn quiet sm" ?disabled=${expired || approval.blocked === 'role'} aria-describedby=${id}
      @click=${() => openForm('escalate', approval.request_id)}>Hand on…</button>
  </div>`;
}

/** @param {string} id @param {{ title: string, text: string }} words @param {string} others */
const reason = (id, { title, text }, others) =>
  html`<p class="selfmsg" id="${id}-why">${icon('lock', undefined, 's')}<span class="wrap-any"><b>${title}</b> ${text} ${others}</span></p>`;

/** @param {Approval} decided */
const isOwn = (decided) => !decided.decided_outside && decided.resolved_by === me.peek()?.username;

/** @param {Approval} decided */
function decider(decided) {
  if (decided.decided_outside) {
    return 'Somebody outside the console';
  }
  return isOwn(decided) ? 'You' : (decided.resolved_by ?? 'Somebody');
}

/** @param {Approval} decided */
const lateWords = (decided) =>
  isOwn(decided) ? ' Your decision stands: what you sent after it changed nothing.' : ' You were too late: yours changed nothing.';

/** @param {import('./request-cards.js').Card} card */
function ended({ decided, tooLate }) {
  if (!decided) {
    return html`<p class="ended" role="status">${glyph('none')}<span>This waits no longer.</span></p>`;
  }
  const { shape, word } = outcomeOf(decided);
  const who = decider(decided);
  const words =
    decided.resolution === null
      ? html`Expired: nobody answered in time.`
      : html`<b>${who} ${word.toLowerCase()}</b> this ${decided.resolved_at ? agoOf(decided.resolved_at) : nothing}${
          decided.rationale ? html`: “${decided.rationale}”` : '.'
        }`;
  return html`<p class="ended ${shape}" role="status">${glyph(shape)}<span>${words}${
    tooLate ? lateWords(decided) : nothing
  }</span></p>`;
}
