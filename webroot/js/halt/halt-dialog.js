// @ts-check
// Halting an agent: what it does, why, and the agent's id typed by hand. Never shown as done before the server says so.
import { html, icon, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { readFleet } from '../core/fleet.js';
import { plural } from '../core/fmt.js';
import { setQuery } from '../core/router.js';
import { now } from '../core/store.js';
import { actNotice } from '../ui/act-notice.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { glyph } from '../ui/glyph.js';
import { toast } from '../ui/toast.js';

/** As long as the server takes. */
export const REASON_LENGTH = 512;

/** @typedef {import('../core/types.js').Agent} Agent */

/**
 * The dialog for one agent; make a new one for each time it opens.
 *
 * @param {string} id
 */
export function haltDialog(id) {
  const reason = signal('');
  const typed = signal('');
  let failedAt = 0;
  const halting = act(() => {
    document.querySelector('dialog')?.close();
    toast(`${id} is halted`);
    readFleet();
  });

  const ready = () => reason.value.trim() !== '' && typed.value === id;
  const busy = () => halting.state.value.phase === 'sent';

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (ready() && !busy()) {
      await halting.send(`/api/agents/${encodeURIComponent(id)}/halt`, { reason: reason.value.trim() });
      failedAt = now.peek();
    }
  }

  /** @param {Agent | undefined} agent */
  const content = (agent) => html`<form class="halt-form" @submit=${submit}>
    <div class="dlg">
      <div class="row"><span class="hd-i">${glyph('halt')}</span><h2 id="halt-t" class="wrap-any">Halt ${id}?</h2></div>
      <ul class="conseq t13">
        <li>Every scope, cost, gate, loop and contract check of this agent is refused, on every server, within 5 s.</li>
        ${waiting(agent)}
        <li>The process is not killed. Only an admin can resume it.</li>
        <li>The card then tells whether the agent acknowledged the halt, and which call it was refused first. Agents of the
          Python SDK cannot acknowledge: they are watched for new work.</li>
      </ul>
      <div class="field"><label for="halt-reason">Reason <span class="muted">(written to the audit log)</span></label>
        <input class="input" id="halt-reason" required autofocus autocomplete="off" maxlength=${REASON_LENGTH}
          @input=${(/** @type {any} */ event) => (reason.value = event.target.value)} /></div>
      <div class="field"><label for="halt-id">Type <code class="wrap-any">${id}</code> to confirm</label>
        <input class="input mono" id="halt-id" required autocomplete="off" autocapitalize="none" spellcheck="false"
          @input=${(/** @type {any} */ event) => (typed.value = event.target.value)} /></div>
      ${actNotice(halting.state.value, failedAt)}
    </div>
    <div class="dlg-foot">
      <button type="button" class="btn" @click=${closeDialog}>Cancel</button>
      <button class="btn danger" aria-disabled=${!ready() || busy() ? 'true' : nothing}>${icon('halt', undefined, 's')}${
        busy() ? 'Halting…' : 'Halt agent'
      }</button>
    </div>
  </form>`;

  return {
    /** @param {Agent | undefined} agent */
    view: (agent) =>
      dialog({ id: 'halt-t', classes: 'halt-d', content: content(agent), onClose: () => setQuery({ halt: null }, { replace: true }) }),
  };
}

/** What waits for a person meanwhile. @param {Agent | undefined} agent */
function waiting(agent) {
  const n = Number(agent?.modules.gates.value ?? 0);
  return n > 0
    ? html`<li>${plural(n, 'approval')} of this agent ${n === 1 ? 'stays' : 'stay'} open; granting one does not lift the halt.</li>`
    : nothing;
}
