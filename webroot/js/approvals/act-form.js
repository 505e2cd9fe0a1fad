// @ts-check
// The second step of an act: a grant is confirmed for exactly one action, a denial and an override say why.
import { html, icon, nothing } from '../core/dom.js';
import { shortHash } from '../core/fmt.js';
import { setQuery } from '../core/router.js';
import { actNotice } from '../ui/act-notice.js';
import { ACTS, bodyOf, fieldsOf, NONE } from './approval-acts.js';

/** @typedef {import('./approval-acts.js').ActName} ActName */

/**
 * @template {string} [Name=ActName]
 * @typedef {object} Begun
 * @property {Name} name
 * @property {import('../core/act.js').ActState} state
 * @property {number} failedAt the server's milliseconds
 * @property {(body: Record<string, string>) => void} send
 */

export const closeForm = () => setQuery(NONE, { replace: true });

/** @param {ActName} name @param {string} id */
export const openForm = (name, id) => setQuery({ ...NONE, [name]: id }, { replace: true });

/**
 * @param {import('../core/types.js').Approval} approval
 * @param {Begun} begun
 * @param {string | null} claimant over whose claim it acts, null when over nobody's
 */
export function actForm(approval, { name, state, failedAt, send }, claimant) {
  const act = ACTS[name];
  const fields = fieldsOf(name, claimant);
  const busy = state.phase === 'sent';
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const body = bodyOf(fields, (field) => data.get(field));
    if (!busy && body) {
      send(body);
    }
  };
  return html`<form class="denyform" @submit=${submit}>
    ${name === 'grant' ? html`<p class="med">Grant once, for exactly this action <span class="mono">${shortHash(approval.action_hash)}</span>?</p>` : nothing}
    ${fields.map((field, i) => fieldOf(field, i === 0 ? `why-${approval.request_id}` : `${field.name}-${approval.request_id}`))}
    ${actNotice(state, failedAt)}
    <div class="row"><button class="btn ${act.look}" ?disabled=${busy}>${name === 'grant' ? icon('check', undefined, 's') : nothing}${
      busy ? act.busy : act.send
    }</button><button type="button" class="btn quiet" @click=${closeForm}>Cancel</button></div>
  </form>`;
}

/** @param {import('./approval-acts.js').Field} field @param {string} id */
const fieldOf = ({ name, label, required, max }, id) => html`<div class="field"><label for=${id}>${label} <span class="muted">(${
  required ? 'required' : 'optional'
}, written to the audit log)</span></label>
  <input class="input" id=${id} name=${name} autocomplete="off" maxlength=${max} ?required=${required} /></div>`;
