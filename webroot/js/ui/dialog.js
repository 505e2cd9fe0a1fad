// @ts-check
// Native dialogs: the browser keeps focus inside, closes on Esc and gives focus back.
import { html, nothing } from '../core/dom.js';
import { directive, Directive } from '../../vendor/lit-html/directive.js';

/** Opens the dialog as soon as it is in the page. */
const modal = directive(
  class extends Directive {
    #opened = false;

    render() {
      return nothing;
    }

    /** @param {any} part */
    update(part) {
      if (!this.#opened) {
        this.#opened = true;
        queueMicrotask(() => part.element.isConnected && part.element.showModal());
      }
      return nothing;
    }
  },
);

/**
 * A dialog that is open for as long as it is in the page. Close it with {@link closeDialog}; then take it out in
 * `onClose`.
 *
 * @param {object} parts
 * @param {string} parts.id of its heading, which the content must have
 * @param {unknown} parts.content
 * @param {() => void} parts.onClose
 * @param {string} [parts.classes]
 */
export const dialog = ({ id, content, onClose, classes = '' }) =>
  html`<dialog class=${classes} aria-labelledby=${id} @close=${onClose} ${modal()}>${content}</dialog>`;

/** Closes the dialog around an element. @param {Event} event */
export function closeDialog(event) {
  if (event.target instanceof Element) {
    event.target.closest('dialog')?.close();
  }
}
