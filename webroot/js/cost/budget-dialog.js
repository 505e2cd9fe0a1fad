// @ts-check
// Changing a budget: what stands there, what it becomes, what that does, and why. Never shown as done before the server says so.
import { html, icon, live, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { get, put } from '../core/api.js';
import { part } from '../core/part.js';
import { setQuery } from '../core/router.js';
import { now } from '../core/store.js';
import { difference, said } from '../policies/difference.js';
import { actNotice } from '../ui/act-notice.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { glyph } from '../ui/glyph.js';
import { toast } from '../ui/toast.js';
import { CAPS, consequence, fieldsOf, isReady, policyOf, problemOf } from './budget-form.js';
import { missing } from './part-states.js';

const REASON_LENGTH = 512;

/** @typedef {import('./budget-form.js').Fields} Fields */
/** @typedef {{ policy: Record<string, unknown> | null, version: string | null }} Stored */

function focusFirst() {
  document.getElementById(`budget-${CAPS[0].name}`)?.focus();
}

/**
 * The dialog for one agent; make a new one for each time it opens.
 *
 * @param {string} agent
 * @param {(proposed: boolean) => void} changed
 */
export function budgetDialog(agent, changed) {
  /** @type {import('../../vendor/signals-core.js').Signal<Fields | null>} null until what is stored was read */
  const fields = signal(null);
  const reason = signal('');
  /** @type {import('../../vendor/signals-core.js').Signal<Stored>} what the visitor has seen */
  const seen = signal({ policy: null, version: null });
  /** Whether somebody else was first, and the visitor looks at what they made of it. */
  const overtaken = signal(false);
  let failedAt = 0;

  const stored = part(async () => {
    const { policies } = await get(`/api/policies/${encodeURIComponent(agent)}`);
    look(policies.find((/** @type {any} */ { policy_type: type }) => type === 'budget') ?? null);
    fields.value = fieldsOf(seen.peek().policy);
    requestAnimationFrame(() => requestAnimationFrame(focusFirst)); // drawn by then
    return true;
  });
  stored.read();

  const storing = act((answer) => {
    document.querySelector('dialog')?.close();
    const proposed = answer.proposed === true;
    toast(proposed ? 'Proposed. Another admin must confirm it' : `The budget of ${agent} is stored`);
    changed(proposed);
  }, put);

  /** @param {any} row */
  function look(row) {
    seen.value = { policy: row ? said(row) : null, version: row?.version ?? null };
  }

  const busy = () => storing.state.value.phase === 'sent';
  const ready = () => fields.value !== null && isReady(fields.value) && reason.value.trim() !== '';

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (!ready() || busy() || !fields.value) {
      return;
    }
    const body = { policy: policyOf(fields.value), version: seen.value.version, reason: reason.value.trim() };
    await storing.send(`/api/policies/${encodeURIComponent(agent)}/budget`, body);
    failedAt = now.peek();
    const { error } = storing.state.peek();
    overtaken.value = error?.code === 'changed_meanwhile';
    if (error?.code === 'changed_meanwhile') {
      look(error.current);
    }
  }

  /** @param {number | null} spent dollars today @param {boolean} takesTwo */
  const content = (spent, takesTwo) => html`<form class="halt-form" @submit=${submit}>
    <div class="dlg">
      <h2 id="budget-t" class="wrap-any">Budget of <bdi>${agent}</bdi></h2>
      ${fields.value === null ? missing(stored.state.value, 'The stored budget', stored.read) : form(fields.value, spent, takesTwo)}
    </div>
    <div class="dlg-foot">
      <button type="button" class="btn" @click=${closeDialog}>Cancel</button>
      <button class="btn primary" aria-disabled=${!ready() || busy() ? 'true' : nothing}>${
        busy() ? (takesTwo ? 'Proposing…' : 'Storing…') : takesTwo ? 'Propose change' : 'Store budget'
      }</button>
    </div>
  </form>`;

  /** @param {Fields} typed @param {number | null} spent @param {boolean} takesTwo */
  const form = (typed, spent, takesTwo) => html`<div class="budget-f">${CAPS.map((cap) => field(cap, typed))}</div>
    <div class="conseq t13"><p>${
        takesTwo
          ? 'Nothing changes yet: another admin has to confirm it within 24 hours.'
          : 'It counts from the next check on: Java agents follow within seconds, those of Python with hot reload.'
      } What an agent’s own code registers at its next start replaces it.</p>
      <p>${consequence(typed, spent)}</p></div>
    <div class="field"><label for="budget-reason">Reason <span class="muted">(written to the audit log)</span></label>
      <input class="input" id="budget-reason" required autocomplete="off" maxlength=${REASON_LENGTH}
        @input=${(/** @type {any} */ event) => (reason.value = event.target.value)} /></div>
    ${overtaken.value ? current(typed) : actNotice(storing.state.value, failedAt)}`;

  /** @param {typeof CAPS[number]} cap @param {Fields} typed */
  function field(cap, typed) {
    const problem = problemOf(cap, typed[cap.name]);
    const id = `budget-${cap.name}`;
    return html`<div class="field"><label for=${id}>${cap.label}</label>
      <input class="input num" id=${id} inputmode=${cap.whole ? 'numeric' : 'decimal'} autocomplete="off" placeholder="no cap"
        aria-invalid=${problem ? 'true' : nothing} aria-describedby="${id}-d" .value=${live(typed[cap.name])}
        @input=${(/** @type {any} */ event) => (fields.value = { ...typed, [cap.name]: event.target.value })} />
      <span class="t12 ${problem ? 'c-fail' : 'muted'}" id="${id}-d">${problem || cap.unit}</span></div>`;
  }

  /** Somebody else was first: what it says now, beside what was typed. @param {Fields} typed */
  function current(typed) {
    const now = seen.value.policy;
    const changes = difference(now ?? {}, policyOf(typed));
    return html`<div class="banner fail" role="alert">${glyph('fail')}<span><b>Nothing was stored: somebody else changed it meanwhile.</b>
      ${
        now === null
          ? 'There is no budget any more.'
          : changes.length === 0
            ? 'It says what you typed already.'
            : html`It says now: ${changes.map(({ name, before }, i) => html`${i > 0 ? ', ' : ''}${name.toLowerCase()} <b class="num">${before}</b>`)}. Storing again replaces that.`
      }
      <button type="button" class="btn sm" @click=${() => {
        fields.value = fieldsOf(now);
        overtaken.value = false;
      }}>${icon('refresh', undefined, 's')}Take over what stands there</button></span></div>`;
  }

  return {
    agent,
    stop: stored.clear,
    /** @param {number | null} spent @param {boolean} takesTwo */
    view: (spent, takesTwo) =>
      dialog({ id: 'budget-t', classes: 'halt-d budget-d', content: content(spent, takesTwo), onClose: () => setQuery({ edit: null }, { replace: true }) }),
  };
}
