// @ts-check
// Letting a halted agent go on: who halted it, why and when; a reason, and the password once more.
import { html, icon, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { readFleet } from '../core/fleet.js';
import { setQuery } from '../core/router.js';
import { now } from '../core/store.js';
import { actNotice } from '../ui/act-notice.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { haltWords } from './halt-words.js';
import { REASON_LENGTH } from './halt-dialog.js';
import { agoOf, stampOf, timeOf } from '../ui/time.js';
import { toast } from '../ui/toast.js';

/** @typedef {Pick<import('../core/types.js').Agent, 'presence'>} Agent */

/**
 * The dialog for one agent; make a new one for each time it opens.
 *
 * @param {string} id
 */
export function resumeDialog(id) {
  const reason = signal('');
  const password = signal('');
  let failedAt = 0;
  const resuming = act(() => {
    document.querySelector('dialog')?.close();
    toast(`${id} is resumed`);
    readFleet();
  });

  const ready = () => reason.value.trim() !== '' && password.value !== '';
  const busy = () => resuming.state.value.phase === 'sent';

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (ready() && !busy()) {
      const body = { reason: reason.value.trim(), password: password.value };
      await resuming.send(`/api/agents/${encodeURIComponent(id)}/resume`, body);
      failedAt = now.peek();
    }
  }

  /** @param {Agent | undefined} agent */
  const content = (agent) => html`<form class="halt-form" @submit=${submit}>
    <div class="dlg">
      <h2 id="resume-t" class="wrap-any">Resume ${id}?</h2>
      ${haltOf(agent)}
      <p class="dim t13">Its checks are answered again as before the halt, on every server, within 5 s.</p>
      <div class="field"><label for="resume-reason">Reason <span class="muted">(written to the audit log)</span></label>
        <input class="input" id="resume-reason" required autofocus autocomplete="off" maxlength=${REASON_LENGTH}
          @input=${(/** @type {any} */ event) => (reason.value = event.target.value)} /></div>
      <div class="field"><label for="resume-password">Your password</label>
        <input class="input" id="resume-password" type="password" required autocomplete="current-password"
          aria-invalid=${resuming.state.value.error?.code === 'wrong_password' ? 'true' : nothing}
          @input=${(/** @type {any} */ event) => (password.value = event.target.value)} /></div>
      ${actNotice(resuming.state.value, failedAt)}
    </div>
    <div class="dlg-foot">
      <button type="button" class="btn" @click=${closeDialog}>Cancel</button>
      <button class="btn primary" aria-disabled=${!ready() || busy() ? 'true' : nothing}>${icon('resume', undefined, 's')}${
        busy() ? 'Resuming…' : 'Resume agent'
      }</button>
    </div>
  </form>`;

  return {
    /** @param {Agent | undefined} agent */
    view: (agent) =>
      dialog({ id: 'resume-t', classes: 'halt-d', content: content(agent), onClose: () => setQuery({ resume: null }, { replace: true }) }),
  };
}

/** @param {import('../core/types.js').Halt} halt */
function sinceThen(halt) {
  const { title, text, at } = haltWords(halt);
  return html`${title}${text ? `: ${text}` : ''}${at ? html`, ${timeOf(at)}` : nothing}`;
}

/** @param {Agent | undefined} agent */
function haltOf(agent) {
  const halt = agent?.presence.halt;
  if (!halt) {
    return html`<p class="dim t13">It is not halted any more.</p>`;
  }
  return html`<dl class="kvs">
    <div class="kv"><dt>Halted by</dt><dd>${halt.halted_by}</dd></div>
    <div class="kv"><dt>Reason</dt><dd class="wrap-any">${halt.reason}</dd></div>
    <div class="kv"><dt>Since</dt><dd>${halt.halted_at ? html`${stampOf(halt.halted_at)}, ${agoOf(halt.halted_at)}` : 'not known'}</dd></div>
    <div class="kv"><dt>Since then</dt><dd>${sinceThen(halt)}</dd></div>
  </dl>`;
}
