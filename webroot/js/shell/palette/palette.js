// @ts-check
// Search and commands: one field over everything that can be gone to, opened or done (ARIA combobox with a listbox).
import { html, icon, mount, nothing, repeat, signal } from '../../core/dom.js';
import { plural } from '../../core/fmt.js';
import { go } from '../../core/router.js';
import { fleet, isAdmin } from '../../core/store.js';
import { styles } from '../../core/styles.js';
import { dialog } from '../../ui/dialog.js';
import { glyph } from '../../ui/glyph.js';
import { afterDrawing } from '../../ui/sheet-focus.js';
import { factsOf } from '../../ui/states.js';
import { isForPalette } from '../keys.js';
import { agentAddress, places } from '../places.js';
import { commands } from './commands.js';
import { agentItems, grouped, haltItems, offered, pageItems } from './items.js';
import { keyMap } from './key-list.js';
import { lookUp } from './look-up.js';

await styles('components/palette');

/** @typedef {import('./items.js').Item} Item */

/** @type {import('../../../vendor/signals-core.js').Signal<'search' | 'keys' | null>} */
const shown = signal(null);
const text = signal('');
/** Which option is chosen, counted from the first. */
const active = signal(0);
const looked = lookUp();
let isMounted = false;

/** @param {'search' | 'keys'} what */
export function open(what) {
  if (!isMounted) {
    isMounted = true;
    const root = document.createElement('div');
    document.body.append(root);
    mount(root, view, follow);
  }
  type('');
  shown.value = what;
}

/** @param {string} typed */
function type(typed) {
  text.value = typed;
  active.value = 0;
  looked.look(typed);
}

function closed() {
  shown.value = null;
  looked.stop();
}

/** The options in the order in which they are drawn. */
function options() {
  const agents = fleet.value.posture?.agents ?? [];
  const items = offered(text.value, {
    pages: pageItems(places()),
    agents: agentItems(agents, agentAddress),
    halts: isAdmin() ? haltItems(agents) : [],
    commands: commands(() => open('keys')),
    found: looked.state.value.items,
  });
  return grouped(items).flatMap(([, some]) => some);
}

/** Closes first, so that focus is back where it was before anything else takes it. @param {Item} item */
function choose(item) {
  const palette = document.querySelector('dialog.palette');
  if (palette instanceof HTMLDialogElement) {
    palette.close();
  }
  closed();
  afterDrawing(() => (item.run ? item.run() : go(item.href ?? '/posture')));
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const items = options();
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by !== 0) {
    event.preventDefault();
    active.value = (active.peek() + by + items.length) % items.length;
  } else if (isForPalette(event)) {
    event.preventDefault(); // the browser's own field would take the focus
    leave(event);
  } else if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault();
    const item = items[Math.min(active.peek(), items.length - 1)];
    if (item) {
      choose(item);
    }
  }
}

/** Keeps the chosen option in sight. */
const follow = () => document.querySelector('.palette [aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });

function view() {
  const what = shown.value;
  return what === null
    ? nothing
    : html`${repeat([what], (one) => one, () => (what === 'keys' ? keyMap(closed) : search()))}`;
}

const search = () => {
  const items = options();
  const chosen = Math.min(active.value, items.length - 1);
  return dialog({
    id: 'pal-t',
    classes: 'palette',
    onClose: closed,
    content: html`<h2 id="pal-t" class="sr">Search and commands</h2>
      <div class="pal-q">${icon('search')}<input role="combobox" type="text" autofocus autocomplete="off" autocapitalize="none" spellcheck="false"
        maxlength="200" aria-label="Search and commands" aria-autocomplete="list" aria-expanded="true" aria-controls="pal-l"
        aria-activedescendant="pal-${chosen}" placeholder="Page, agent, event id, HMAC or command" .value=${text.value}
        @input=${(/** @type {any} */ event) => type(event.target.value)} @keydown=${pressed} /><button type="button" class="btn quiet sm"
        @click=${leave}>Esc<span class="sr">: close</span></button></div>
      ${notes()}
      <div class="pal-l" id="pal-l" role="listbox" aria-label="Results">${groups(items, chosen)}</div>
      <p class="sr" role="status">${plural(items.length, 'result')}</p>
      <p class="pal-f t12 muted hide-sm" aria-hidden="true"><kbd>↑</kbd><kbd>↓</kbd> choose <kbd>↵</kbd> open</p>`,
  });
};

/** @param {Event} event */
const leave = (event) => event.target instanceof Element && event.target.closest('dialog')?.close();

function notes() {
  const { busy, error, none } = looked.state.value;
  if (error) {
    return html`<p class="pal-n t13 c-fail" role="alert">The log could not be searched: ${error.detail} <span class="mono t12">${factsOf(error)}</span></p>`;
  }
  if (busy) {
    return html`<p class="pal-n t13 muted" role="status">Looking in the audit log…</p>`;
  }
  return none ? html`<p class="pal-n t13 muted" role="status">No event and no session has this id or HMAC.</p>` : nothing;
}

/** @param {Item[]} items @param {number} chosen */
function groups(items, chosen) {
  let i = -1;
  return grouped(items).map(
    ([name, some], n) => html`<div role="group" aria-labelledby="pal-g${n}">
      <div class="pal-g t12 muted" id="pal-g${n}" role="presentation">${name}</div>
      ${some.map((item) => option(item, ++i, i === chosen))}
    </div>`,
  );
}

/** @param {Item} item @param {number} i @param {boolean} chosen */
const option = (item, i, chosen) => html`<div class="pal-o" id="pal-${i}" role="option" aria-selected=${chosen ? 'true' : 'false'}
  @pointermove=${() => active.peek() !== i && (active.value = i)} @click=${() => choose(item)}>${item.shape ? glyph(item.shape) : icon(item.icon, undefined, 's')}<span
  class="pal-w"><bdi class="trunc">${item.label}</bdi>${item.hint ? html`<bdi class="trunc t12 muted">${item.hint}</bdi>` : nothing}</span>${
    item.keys ? html`<span class="row caps hide-sm">${item.keys.split(' ').map((key) => html`<kbd>${key}</kbd>`)}</span>` : nothing
  }</div>`;
