// @ts-check
// The second step of an answer: a grant is confirmed for exactly one action, a denial says why.
import { html, icon, nothing } from '../core/dom.js';
import { shortHash } from '../core/fmt.js';
import { setQuery } from '../core/router.js';
import { actNotice } from './act-notice.js';

/** As long as the server takes. */
const RATIONALE_LENGTH = 2000;

/**
 * @typedef {object} Decision
 * @property {boolean} granting
 * @property {import('../core/act.js').ActState} state
 * @property {number} failedAt the server's milliseconds
 * @property {(rationale: string) => void} send
 */

export const closeForm = () => setQuery({ grant: null, deny: null }, { replace: true });

/** @param {import('../core/types.js').Approval} approval @param {Decision} decision */
export function decisionForm(approval, { granting, state, failedAt, send }) {
  const id = `why-${approval.request_id}`;
  const busy = state.phase === 'sent';
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    const text = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get('rationale') ?? '').trim();
    if (!busy && (granting || text)) {
      send(text);
    }
  };
  return html`<form class="denyform" @submit=${submit}>
    ${granting ? html`<p class="med">Grant once, for exactly this action <span class="mono">${shortHash(approval.action_hash)}</span>?</p>` : nothing}
    <div class="field"><label for=${id}>${granting ? 'Note' : 'Reason for denying'} <span class="muted">(${
      granting ? 'optional' : 'required'
    }, written to the audit log)</span></label>
      <input class="input" id=${id} name="rationale" autocomplete="off" maxlength=${RATIONALE_LENGTH} ?required=${!granting} /></div>
    ${actNotice(state, failedAt)}
    <div class="row">${
      granting
        ? html`<button class="btn primary" ?disabled=${busy}>${icon('check', undefined, 's')}${busy ? 'Granting…' : 'Grant once'}</button>`
        : html`<button class="btn danger" ?disabled=${busy}>${busy ? 'Denying…' : 'Deny request'}</button>`
    }<button type="button" class="btn quiet" @click=${closeForm}>Cancel</button></div>
  </form>`;
}
