// @ts-check
// Who answers for an agent, as admins say. Owners never decide what their own agent asks.
import { computed, html, icon, nothing } from '../core/dom.js';
import { get } from '../core/api.js';
import { agentPath } from '../core/agent-url.js';
import { sentence } from '../core/fmt.js';
import { lazy } from '../core/lazy.js';
import { route, setQuery } from '../core/router.js';
import { may, me } from '../core/store.js';
import { on } from '../core/stream.js';
import { glyph } from '../ui/glyph.js';
import { agoOf } from '../ui/time.js';
import { reading } from './reading.js';

/** @typedef {{ owner: string, user_id: string | null, set_by: string, since: string }} Owner */
/** @typedef {{ agent_id: string, owners: Owner[], version: number, changed_by: string | null, changed_at: string | null }} Owners */

const dialog = lazy(() => import('./owner-dialog.js'));

/** @param {string} id */
export function owners(id) {
  const read = reading((options) => /** @type {Promise<Owners>} */ (get(agentPath(id, 'owners'), {}, options)));
  /** What the address asks to change. */
  const asked = computed(() => JSON.stringify([route.value.query.own ?? '', route.value.query.unown ?? '']));
  const changing = computed(() => {
    const [add, remove] = JSON.parse(asked.value);
    return (add || remove) && may('users.manage') ? dialog()?.ownerDialog(id, { remove, changed: read.read }) : null;
  });

  return {
    view: () => html`<div class="ag-owners"><h2 class="t12 muted">Owners</h2>${list(read)}${changing.value?.view(read.state.value.value)}</div>`,
    /** @returns {() => void} stops */
    follow() {
      const stops = [read.follow(), on('audit', ({ kind }) => kind === 'console.agent_owners_changed' && read.soon())];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** @param {ReturnType<typeof reading<Owners>>} read */
function list({ state, read }) {
  const { value, error } = state.value;
  if (error) {
    return html`<p class="t13 c-warn" role="status">${
      error.status === 403 ? 'Not shown to your role.' : `The owners cannot be read. ${sentence(error.message)}`
    } <button type="button" class="btn quiet sm" @click=${read}>Try again</button></p>`;
  }
  if (!value) {
    return html`<span class="sk sk-s" aria-busy="true"></span>`;
  }
  return html`${value.owners.length === 0 ? html`<p class="t13 muted">Nobody is named.</p>` : html`<ul>${value.owners.map(chip)}</ul>`}${
    may('users.manage')
      ? html`<button type="button" class="btn quiet sm" aria-haspopup="dialog" @click=${() => setQuery({ own: 'add' })}>Add an owner…</button>`
      : nothing
  }`;
}

/** @param {Owner} owner */
const chip = (owner) => html`<li class="pill ag-owner" title="Named by ${owner.set_by}">${
  owner.user_id === null ? html`${glyph('warn')}<span class="sr">No user has this name now: </span>` : nothing
}<bdi class="trunc">${owner.owner}${owner.user_id !== null && owner.user_id === me.value?.user_id ? ' (you)' : ''}</bdi>
  <span class="muted">${agoOf(owner.since)}</span>${
    may('users.manage')
      ? html`<button type="button" class="btn quiet icon sm" aria-haspopup="dialog" aria-label="Remove owner ${owner.owner}"
          @click=${() => setQuery({ unown: owner.owner })}>${icon('x', undefined, 's')}</button>`
      : nothing
  }</li>`;
