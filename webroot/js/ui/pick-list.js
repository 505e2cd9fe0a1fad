// @ts-check
// A filter that opens a list: what is typed narrows it, arrows move, Enter takes. One list of a page is open at a time.
import { html, icon, nothing, signal } from '../core/dom.js';
import { compact } from '../core/fmt.js';
import { styles } from '../core/styles.js';
import { afterDrawing } from './sheet-focus.js';
import { offered, stepped } from './choices.js';

await styles('components/pick');

/** @typedef {import('./choices.js').Choice} Choice */

/**
 * @typedef {object} Filter
 * @property {string} name
 * @property {string} label
 * @property {string | undefined} value empty: no filter
 * @property {Choice[]} choices
 * @property {string} [counts] what the counts are of
 * @property {boolean} [free] whether anything may be typed
 * @property {(value: string) => void} pick an empty value takes the filter away
 */

/** As long as the longest name that the API takes. */
const LONGEST = 256;

export function pickLists() {
  /** @type {import('../../vendor/signals-core.js').Signal<{ name: string, text: string, at: number } | null>} null: none is open */
  const opened = signal(null);

  /** @param {Filter} filter */
  function open({ name, value, choices }) {
    const at = Math.max(0, offered(choices, '', false).findIndex((one) => one.value === (value ?? '')));
    opened.value = { name, text: '', at };
    afterDrawing(() => {
      document.getElementById(`pick-${name}-find`)?.focus();
      reveal(name);
    });
  }

  /** @param {string} name @param {boolean} back whether the focus goes back to the filter */
  function close(name, back) {
    if (opened.peek()?.name === name) {
      opened.value = null;
      if (back) {
        afterDrawing(() => document.getElementById(`pick-${name}`)?.focus());
      }
    }
  }

  /** @param {Filter} filter @param {Choice | undefined} choice */
  function take(filter, choice) {
    close(filter.name, true);
    if (choice && choice.value !== (filter.value ?? '')) {
      filter.pick(choice.value);
    }
  }

  /** @param {Filter} filter @param {Choice[]} shown @param {KeyboardEvent} event */
  function pressed(filter, shown, event) {
    const now = opened.peek();
    if (!now) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      take(filter, shown[now.at]);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close(filter.name, true);
    } else if (stepped(event.key, now.at, shown.length) !== now.at || event.key.startsWith('Arrow')) {
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        return;
      }
      event.preventDefault();
      opened.value = { ...now, at: stepped(event.key, now.at, shown.length) };
      afterDrawing(() => reveal(filter.name));
    }
  }

  /** @param {Filter} filter */
  function popup(filter) {
    const now = opened.value;
    if (now?.name !== filter.name) {
      return nothing;
    }
    const shown = offered(filter.choices, now.text, filter.free ?? false);
    const id = `pick-${filter.name}`;
    return html`<div class="pick-p">
      <input class="pick-f" id="${id}-find" role="combobox" aria-expanded="true" aria-autocomplete="list" aria-controls="${id}-list" aria-label=${filter.label}
        aria-activedescendant=${shown.length > 0 ? `${id}-${now.at}` : nothing} placeholder=${filter.free ? 'Find, or type one' : 'Find'} autocomplete="off" spellcheck="false" maxlength=${LONGEST}
        @keydown=${(/** @type {KeyboardEvent} */ event) => pressed(filter, shown, event)}
        @input=${(/** @type {any} */ event) => (opened.value = { ...now, text: event.target.value, at: 0 })} />
      <ul class="pick-l" id="${id}-list" role="listbox" aria-label=${filter.label}>${shown.map(
        (choice, i) => html`<li id="${id}-${i}" role="option" aria-selected=${choice.value === (filter.value ?? '') ? 'true' : 'false'} class=${i === now.at ? 'at' : ''}
          @mousedown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => take(filter, choice)}><span class="trunc" dir="auto" title=${choice.word}>${choice.word}</span>${
            typeof choice.count === 'number' ? html`<span class="num muted">${compact(choice.count)}</span>` : nothing
          }</li>`,
      )}</ul>
      ${shown.length === 0 ? html`<p class="t12 muted pick-n" role="status">Nothing has this in its name.</p>` : nothing}
      ${filter.counts && shown.length > 0 ? html`<p class="t12 muted pick-n">${filter.counts}</p>` : nothing}
    </div>`;
  }

  /** @param {Filter} filter @param {FocusEvent} event */
  function left(filter, event) {
    const inside = event.currentTarget instanceof Element && event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
    if (!inside) {
      close(filter.name, false);
    }
  }

  return {
    /** @param {Filter} filter */
    view: (filter) => html`<div class="pick" @focusout=${(/** @type {FocusEvent} */ event) => left(filter, event)}>
      <button type="button" class="filter ${filter.value ? 'on' : ''}" id="pick-${filter.name}" aria-haspopup="listbox" aria-expanded=${opened.value?.name === filter.name ? 'true' : 'false'}
        @click=${() => (opened.peek()?.name === filter.name ? close(filter.name, true) : open(filter))}
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            open(filter);
          }
        }}><span>${filter.label}</span>${filter.value ? html`<b class="trunc" dir="auto">${wordOf(filter)}</b>` : nothing}${icon('down', undefined, 's')}</button>${popup(filter)}</div>`,
  };
}

/** @param {Filter} filter */
const wordOf = ({ value, choices }) => choices.find((one) => one.value === value)?.word ?? value;

/** @param {string} name */
const reveal = (name) => document.querySelector(`#pick-${CSS.escape(name)}-list .at`)?.scrollIntoView({ block: 'nearest' });
