// @ts-check
// Rotating the key of the chain: what it does, why, and the password once more.
import { html, icon, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { count } from '../core/fmt.js';
import { setQuery } from '../core/router.js';
import { now } from '../core/store.js';
import { actNotice } from '../ui/act-notice.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { toast } from '../ui/toast.js';
import { groupsOfFour } from './key-table.js';
import { historical } from './rotate-card.js';

/** @type {[reason: string, word: string][]} */
const REASONS = [
  ['scheduled', 'Scheduled'],
  ['incident', 'Incident: the secret may be known to others'],
  ['policy', 'Policy'],
];

/** @param {() => void} rotated reads the keys anew */
export function rotateDialog(rotated) {
  const reason = signal('');
  const password = signal('');
  let failedAt = 0;
  const rotating = act(({ incoming, marker_seq: seq }) => {
    document.querySelector('dialog')?.close();
    toast(`Rotated: ${groupsOfFour(incoming)} signs from seq ${count(seq + 1)} on`);
    rotated();
  });

  const ready = () => reason.value !== '' && password.value !== '';
  const busy = () => rotating.state.value.phase === 'sent';

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (ready() && !busy()) {
      await rotating.send('/api/keys/rotate', { reason: reason.value, password_of_caller: password.value });
      failedAt = now.peek();
    }
  }

  /** @param {import('./key-spans.js').Keys | null} keys */
  const content = (keys) => html`<form class="halt-form" @submit=${submit}>
    <div class="dlg">
      <h2 id="rotate-t">Rotate the key of the audit chain?</h2>
      <ul class="conseq t13">
        <li>${keys?.next_key ? html`<span class="idlink">${groupsOfFour(keys.next_key)}</span> signs from the next row on.` : 'No next key lies ready that this page knows of; the console will say so.'}</li>
        <li>A console without it refuses to write until it has it.</li>
        <li>What an agent still signs with the old key counts as tampered: restart them.</li>
        <li>Keep the old secret as <code class="wrap-any">${keys ? historical(keys) : 'GOVERNANCE_CHAIN_KEY_<first 16 digits>'}</code>, or older rows cannot be verified.</li>
        <li>It cannot be taken back. Another rotation can follow.</li>
      </ul>
      <fieldset class="field radios"><legend class="label">Reason <span class="muted">(written to the audit log)</span></legend>${REASONS.map(
        ([value, word], i) => html`<label class="check t13"><input type="radio" name="reason" value=${value} required ?autofocus=${i === 0}
          @change=${() => (reason.value = value)} />${word}</label>`,
      )}</fieldset>
      <div class="field"><label for="rotate-password">Your password</label>
        <input class="input" id="rotate-password" type="password" required autocomplete="current-password"
          aria-invalid=${rotating.state.value.error?.code === 'wrong_password' ? 'true' : nothing}
          @input=${(/** @type {any} */ event) => (password.value = event.target.value)} /></div>
      ${actNotice(rotating.state.value, failedAt)}
    </div>
    <div class="dlg-foot">
      <button type="button" class="btn" @click=${closeDialog}>Cancel</button>
      <button class="btn danger" aria-disabled=${!ready() || busy() ? 'true' : nothing}>${icon('key', undefined, 's')}${
        busy() ? 'Rotating…' : 'Rotate the key'
      }</button>
    </div>
  </form>`;

  return {
    /** @param {import('./key-spans.js').Keys | null} keys */
    view: (keys) => dialog({ id: 'rotate-t', classes: 'halt-d', content: content(keys), onClose: () => setQuery({ rotate: null }, { replace: true }) }),
  };
}
