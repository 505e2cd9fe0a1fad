// @ts-check
// Naming an owner, or taking one off the list: what it means for approvals, and why. The server keeps the whole list.
import { html, icon, live, nothing, signal } from '../core/dom.js';
import { act } from '../core/act.js';
import { agentPath } from '../core/agent-url.js';
import { get, put } from '../core/api.js';
import { setQuery } from '../core/router.js';
import { now } from '../core/store.js';
import { actNotice } from '../ui/act-notice.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { toast } from '../ui/toast.js';

/** As long as the server takes. */
const REASON_LENGTH = 512;
const NAME_LENGTH = 256;

/** @typedef {import('./owners.js').Owners} Owners */

/**
 * Make a new one for each time it opens.
 *
 * @param {string} id of the agent
 * @param {{ remove: string, changed: () => void }} parts remove: whom; empty to add somebody
 */
export function ownerDialog(id, { remove, changed }) {
  const name = signal('');
  const reason = signal('');
  /** @type {import('../../vendor/signals-core.js').Signal<string[]>} */
  const users = signal([]);
  let failedAt = 0;
  const sending = act(() => {
    document.querySelector('dialog')?.close();
    toast('The owners are changed');
    changed();
  }, put);
  if (!remove) {
    // Only suggestions: without them a name is typed as well.
    get('/api/auth/users').then((found) => (users.value = namesOf(found))).catch(() => undefined);
  }

  const ready = () => reason.value.trim() !== '' && (remove !== '' || name.value.trim() !== '');
  const busy = () => sending.state.value.phase === 'sent';

  /** @param {Event} event @param {Owners | null} known */
  async function submit(event, known) {
    event.preventDefault();
    if (ready() && !busy() && known) {
      const body = { owners: changedList(known, name.value.trim(), remove), version: known.version, reason: reason.value.trim() };
      await sending.send(agentPath(id, 'owners'), body);
      failedAt = now.peek();
      if (sending.state.peek().error?.code === 'changed_meanwhile') {
        changed();
      }
    }
  }

  const title = () => (remove ? html`Remove <bdi>${remove}</bdi> as an owner?` : 'Add an owner');

  /** @param {Owners | null} known */
  const content = (known) => html`<form @submit=${(/** @type {Event} */ event) => submit(event, known)}>
    <div class="dlg">
      <h2 id="owner-t" class="wrap-any">${title()}</h2>
      <p class="dim t13 wrap-any">${
        remove
          ? html`They do not decide what <bdi>${id}</bdi> asked before now; they may decide what it asks from now on. Nobody takes
            themselves off the list.`
          : html`An owner answers for <bdi>${id}</bdi>, and never decides what it asks, also what it asked before they were named.`
      }</p>
      ${remove ? nothing : nameField()}
      <div class="field"><label for="owner-reason">Reason <span class="muted">(written to the audit log)</span></label>
        <input class="input" id="owner-reason" required ?autofocus=${remove !== ''} autocomplete="off" maxlength=${REASON_LENGTH}
          @input=${(/** @type {any} */ event) => (reason.value = event.target.value)} /></div>
      ${actNotice(sending.state.value, failedAt)}
    </div>
    <div class="dlg-foot">
      <button type="button" class="btn" @click=${closeDialog}>Cancel</button>
      <button class="btn ${remove ? 'danger' : 'primary'}" aria-disabled=${!ready() || busy() || !known ? 'true' : nothing}>${
        busy() ? 'Saving…' : remove ? 'Remove owner' : html`${icon('check', undefined, 's')}Add owner`
      }</button>
    </div>
  </form>`;

  const nameField = () => html`<div class="field"><label for="owner-name">Name of a user of this console</label>
    <input class="input" id="owner-name" list="owner-names" required autofocus autocomplete="off" autocapitalize="none" spellcheck="false"
      maxlength=${NAME_LENGTH} .value=${live(name.value)} @input=${(/** @type {any} */ event) => (name.value = event.target.value)} />
    <datalist id="owner-names">${users.value.map((user) => html`<option value=${user}></option>`)}</datalist></div>`;

  return {
    /** @param {Owners | null} known the list as it was read last */
    view: (known) =>
      dialog({ id: 'owner-t', content: content(known), onClose: () => setQuery({ own: null, unown: null }, { replace: true }) }),
  };
}

/** @param {any} found */
const namesOf = (found) =>
  (Array.isArray(found) ? found : (found?.users ?? []))
    .filter((/** @type {{ disabled: boolean }} */ user) => !user.disabled)
    .map((/** @type {{ username: string }} */ user) => user.username);

/**
 * The list to send: what stands there, with one more or one less.
 *
 * @param {Owners} known
 * @param {string} add
 * @param {string} remove
 */
export function changedList({ owners }, add, remove) {
  const names = owners.map(({ owner }) => owner).filter((owner) => owner !== remove);
  return remove || names.includes(add) ? names : [...names, add];
}
