// @ts-check
// <gc-chart>: uPlot in the page, loaded when the first chart is drawn. It follows size and theme. Whoever places it gives it
// role=img and a sentence as its label, and the same data as a table beside it.
import { effect, untracked } from '../core/dom.js';
import { theme } from '../core/store.js';

/** @typedef {(name: string) => string} Colour a token as a colour that a canvas takes */
/** @typedef {(uPlot: any, colour: Colour) => Record<string, any>} Options for one way to draw; a new function draws anew */

const SHEET = new URL('../../vendor/uplot.css', import.meta.url).href;

/** @type {Promise<any> | null} */
let library = null;

function loaded() {
  library ??= Promise.all([import('../../vendor/uplot.js'), sheet()]).then(
    ([module]) => module.default,
    (error) => {
      library = null; // the next chart tries again
      throw error;
    },
  );
  return library;
}

function sheet() {
  return new Promise((done, failed) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = SHEET;
    link.addEventListener('load', done);
    link.addEventListener('error', failed);
    document.head.append(link);
  });
}

class Chart extends HTMLElement {
  /** @type {any} */ #plot = null;
  /** @type {Options | null} */ #options = null;
  /** @type {any} */ #data = null;
  #drawing = 0;
  /** @type {(() => void)[]} */ #stops = [];

  /** @param {Options} options */
  set options(options) {
    if (options !== this.#options) {
      this.#options = options;
      this.#again();
    }
  }

  /** @param {any} data */
  set data(data) {
    if (data !== this.#data) {
      this.#data = data;
      if (this.#plot?.data.length === data.length) {
        this.#plot.setData(data);
      } else {
        this.#again();
      }
    }
  }

  connectedCallback() {
    const sized = new ResizeObserver(() => this.#resize());
    sized.observe(this);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const again = () => this.#again();
    scheme.addEventListener('change', again);
    const themed = effect(() => {
      void theme.value;
      untracked(again);
    });
    this.#stops = [() => sized.disconnect(), () => scheme.removeEventListener('change', again), themed];
  }

  disconnectedCallback() {
    this.#stops.forEach((stop) => stop());
    this.#drawing += 1;
    this.#plot?.destroy();
    this.#plot = null;
  }

  #resize() {
    if (this.#plot && this.clientWidth > 0) {
      this.#plot.setSize({ width: this.clientWidth, height: this.clientHeight });
    }
  }

  /** Draws from nothing, once whatever changes with it is in the page. */
  async #again() {
    const mine = ++this.#drawing;
    if (!this.isConnected || !this.#options || !this.#data) {
      return;
    }
    this.dataset.state ??= 'loading';
    try {
      const [uPlot] = await Promise.all([loaded(), new Promise((done) => requestAnimationFrame(done)), font()]);
      if (mine === this.#drawing && this.isConnected) {
        this.#draw(uPlot);
      }
    } catch {
      this.dataset.state = 'error';
      this.textContent = 'The chart cannot be drawn. Its table shows the same.';
    }
  }

  /** @param {any} uPlot */
  #draw(uPlot) {
    this.#plot?.destroy();
    this.textContent = '';
    const made = /** @type {Options} */ (this.#options)(uPlot, (name) => this.#colour(name));
    const pointed = (/** @type {any} */ plot) =>
      this.dispatchEvent(new CustomEvent('pointed', { detail: plot.cursor.left >= 0 ? plot.cursor.idx : null }));
    const options = { width: this.clientWidth, height: this.clientHeight, hooks: { setCursor: [pointed] }, ...made };
    this.#plot = new uPlot(options, this.#data, this);
    this.dataset.state = 'drawn';
  }

  /** @param {string} name */
  #colour(name) {
    const probe = document.createElement('i');
    probe.hidden = true;
    probe.style.setProperty('forced-color-adjust', 'none');
    probe.style.setProperty('color', `var(${name})`);
    this.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }
}

/** Without it the first drawing would measure another font. */
const font = () => document.fonts.load('12px Geist').catch(() => undefined);

customElements.define('gc-chart', Chart);
