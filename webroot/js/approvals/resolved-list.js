// @ts-check
// What was decided lately: outcome, who, after how long, why.
import { html, nothing } from '../core/dom.js';
import { duration, minute, sameDay, stamp } from '../core/fmt.js';
import { now } from '../core/store.js';
import { outcomeOf } from './approval-view.js';
import { agentLink } from '../ui/agent-link.js';
import { glyph } from '../ui/glyph.js';
import { empty, failure, skeletonRows } from '../ui/states.js';

/** @typedef {import('../core/types.js').Approval} Approval */

/** @param {import('./approvals-feed.js').Read<Approval>} recent @param {() => void} retry */
export function resolvedList({ items, error }, retry) {
  if (error) {
    return html`<div class="card">${failure({ title: 'Decisions cannot be read', error, retry })}</div>`;
  }
  if (!items) {
    return html`<div class="card">${skeletonRows(4)}</div>`;
  }
  return items.length === 0
    ? html`<div class="card">${empty('Nothing was decided yet', 'Grants, denials and requests that ran out appear here.')}</div>`
    : html`<ul class="card resolved">${items.map(line)}</ul>`;
}

/** @param {Approval} approval */
function line(approval) {
  const { shape, word } = outcomeOf(approval);
  const at = approval.resolved_at ?? approval.expires_at;
  return html`<li><span class="rs-i">${glyph(shape)}</span><div class="grow">
      <p class="row"><b class="med">${word}</b><span class="mono t13 trunc" title=${approval.kind}>${approval.kind}</span></p>
      <p class="t13 muted wrap-any">${agentLink(approval.agent_id)}${after(approval)}</p>
      ${approval.rationale ? html`<p class="t13 dim wrap-any">“${approval.rationale}”</p>` : nothing}
    </div><time class="t12 muted num" datetime=${at} title=${stamp(at)}>${sameDay(at, now.peek()) ? minute(at) : stamp(at).slice(0, 6)}</time></li>`;
}

/** @param {Approval} approval */
function after(approval) {
  if (approval.resolution === null || approval.resolved_at === null) {
    return ' · nobody answered';
  }
  const took = (Date.parse(approval.resolved_at) - Date.parse(approval.created_at)) / 1000;
  const claimed = approval.resolved_by ? `, the log says by ${approval.resolved_by}` : '';
  const who = approval.decided_outside ? `decided outside the console${claimed}` : approval.resolved_by;
  const first = approval.four_eyes?.first ? `, after ${approval.four_eyes.first} granted it first` : '';
  return `${who ? ` · ${who}` : ''} after ${duration(took)}${first}`;
}
