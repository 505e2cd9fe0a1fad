// @ts-check
// The view layer: lit-html templates, signals for state, and four small directives.
import { html, svg, render, nothing, noChange } from '../../vendor/lit-html/lit-html.js';
import { directive, Directive } from '../../vendor/lit-html/directive.js';
import { AsyncDirective } from '../../vendor/lit-html/async-directive.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { live } from '../../vendor/lit-html/directives/live.js';
import { batch, computed, effect, signal, untracked } from '../../vendor/signals-core.js';

const ICONS = new URL('../../icons.svg', import.meta.url).pathname;

/** Sets custom properties through the CSSOM; a `style` attribute would violate `style-src 'self'`. */
export const vars = directive(
  class extends Directive {
    /** @param {Record<string, string | number>} _props */
    render(_props) {
      return noChange;
    }

    /**
     * @param {any} part
     * @param {[Record<string, string | number>]} props
     */
    update(part, [props]) {
      for (const [name, value] of Object.entries(props)) {
        part.element.style.setProperty(name, String(value));
      }
      return noChange;
    }
  },
);

/** Binds one signal to one spot of a template: when it changes, only that spot is drawn again. */
export const watch = directive(
  class extends AsyncDirective {
    /** @type {any} */ #source;
    /** @type {((value: any) => unknown) | undefined} */ #view;
    /** @type {(() => void) | undefined} */ #stop;

    /**
     * @param {any} source
     * @param {(value: any) => unknown} [view]
     */
    render(source, view) {
      this.#view = view;
      if (this.#source !== source) {
        this.#source = source;
        this.#follow();
      }
      return this.#show(source.peek());
    }

    disconnected() {
      this.#stop?.();
    }

    reconnected() {
      this.#follow();
    }

    #follow() {
      this.#stop?.();
      let first = true;
      this.#stop = effect(() => {
        const value = this.#source.value;
        if (!first) {
          untracked(() => this.setValue(this.#show(value)));
        }
        first = false;
      });
    }

    /** @param {any} value */
    #show(value) {
      return this.#view ? this.#view(value) : value;
    }
  },
);

/** Draws again only when one of `inputs` is another than before: one changed card does not redraw the others. */
export const memo = directive(
  class extends Directive {
    /** @type {unknown[] | undefined} */ #before;

    /**
     * @param {unknown[]} inputs
     * @param {() => unknown} view
     */
    render(inputs, view) {
      const before = this.#before;
      if (before && before.length === inputs.length && inputs.every((input, i) => input === before[i])) {
        return noChange;
      }
      this.#before = inputs;
      return view();
    }
  },
);

/**
 * An icon; decorative unless it has a label.
 *
 * @param {string} name
 * @param {string} [label] what it says to whoever does not see it
 * @param {string} [classes]
 */
export const icon = (name, label, classes = '') =>
  html`<svg class="i ${classes}" role=${label ? 'img' : nothing} aria-label=${label ?? nothing}
    aria-hidden=${label ? nothing : 'true'} focusable="false"><use href="${ICONS}#${name}"></use></svg>`;

/**
 * Draws `view` into `root` and again, at the next frame, whenever a signal that it read changes. A hidden tab gets no
 * frames, so it draws nothing.
 *
 * @param {Element} root
 * @param {() => unknown} view
 * @param {() => void} [drawn] called after each drawing
 */
export function mount(root, view, drawn) {
  const paint = () => {
    let first = true;
    const stop = effect(() => {
      if (first) {
        first = false;
        render(view(), /** @type {HTMLElement} */ (root));
        return;
      }
      queueMicrotask(() => stop());
      requestAnimationFrame(paint);
    });
    if (drawn) {
      untracked(drawn);
    }
  };
  paint();
}

export { html, svg, render, nothing, repeat, live, signal, computed, effect, batch, untracked };
