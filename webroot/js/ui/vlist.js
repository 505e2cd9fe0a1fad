// @ts-check
// <gc-vlist>: a long list as a grid of which only the rows in sight exist. One tab stop; arrows, Page, Home and End move.
import { html, nothing, render, repeat, vars } from '../core/dom.js';
import { onceAFrame } from '../core/once-a-frame.js';
import { stepTo, topFor, windowOf } from './vlist-window.js';

const SPARE_ROWS = 6;

/** @typedef {{ length: number, at: (i: number) => any }} Rows */

/**
 * What a list shows and whom it tells; the same object as long as the list lives.
 *
 * @typedef {object} Parts
 * @property {string} label
 * @property {() => number} rowHeight
 * @property {() => unknown} head cells of the first row
 * @property {(item: any) => unknown} cells
 * @property {(item: any) => string} classes of a row
 * @property {(item: any) => string} key
 * @property {(item: any) => void} open
 * @property {(away: boolean) => void} scrolled whether it shows something else than its beginning
 * @property {(key: string | null) => void} chosen by the keyboard
 * @property {() => void} pointed the pointer moved over a row
 * @property {() => void} left it left the list
 */

export class VirtualList extends HTMLElement {
  /** @type {Rows} */ #rows = { length: 0, at: () => undefined };
  /** @type {Parts | null} */ #parts = null;
  /** @type {string | null} */ #selected = null;
  /** @type {unknown} */ #context = undefined;
  #chosen = -1;
  #top = 0;
  #height = 0;
  #head = 0;
  #pointer = '';
  #redraw = onceAFrame(() => this.#draw());
  #resized = new ResizeObserver(() => this.#measure());

  connectedCallback() {
    this.addEventListener('scroll', this.#onScroll, { passive: true });
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('click', this.#onClick);
    this.addEventListener('pointermove', this.#onPointer, { passive: true });
    this.addEventListener('pointerleave', this.#onLeave, { passive: true });
    this.#resized.observe(this);
    this.setAttribute('role', 'grid');
    this.tabIndex = 0;
    this.#draw();
  }

  /** A list that is gone is not away from its beginning. */
  disconnectedCallback() {
    this.#resized.disconnect();
    this.#top = 0;
    this.#chosen = -1;
    queueMicrotask(() => {
      this.#parts?.scrolled(false);
      this.#parts?.chosen(null);
      this.#parts?.left();
    });
  }

  /** Drawn at once: whoever has new rows is in a frame already. @param {Rows} rows */
  set rows(rows) {
    const chosen = this.#keyAt(this.#chosen);
    this.#rows = rows;
    if (chosen !== null && this.#keyAt(this.#chosen) !== chosen) {
      this.#choose(this.#find(chosen));
    }
    this.#draw();
  }

  /** @param {Parts} parts */
  set parts(parts) {
    this.#parts = parts;
    this.#draw();
  }

  /** The key of the row that is open; it comes into sight. @param {string | null} key */
  set selected(key) {
    const row = key === null || key === this.#selected ? -1 : this.#find(key);
    this.#selected = key;
    if (row >= 0) {
      this.scrollTop = topFor(row, this.#frame());
    }
    this.#draw();
  }

  /** Whatever else the cells depend on. @param {unknown} context */
  set context(context) {
    if (this.#context !== context) {
      this.#context = context;
      this.#draw();
    }
  }

  /** The beginning, with no row chosen. */
  toBeginning() {
    this.#choose(-1);
    this.scrollTop = 0;
    this.#top = 0;
    this.#parts?.scrolled(false);
    this.#redraw();
  }

  /** Chooses the row further up or down. @param {number} by */
  step(by) {
    this.#go(stepTo(by > 0 ? 'ArrowDown' : 'ArrowUp', this.#chosen, this.#rows.length, 1));
  }

  // Actions

  #onScroll = () => {
    this.#top = this.scrollTop;
    this.#parts?.scrolled(this.#top > 0);
    this.#redraw();
  };

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    if (event.key === 'Home') {
      event.preventDefault();
      this.toBeginning();
    } else if (event.key === 'Enter' && event.target === this) {
      const item = this.#rows.at(this.#chosen);
      if (item !== undefined) {
        event.preventDefault();
        this.#parts?.open(item);
      }
    } else {
      const to = stepTo(event.key, this.#chosen, this.#rows.length, Math.floor(this.#frame().height / this.#frame().rowHeight));
      if (to !== null) {
        event.preventDefault();
        this.#go(to);
      }
    }
  };

  /** @param {MouseEvent} event */
  #onClick = (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const row = target?.closest('[data-at]');
    if (row instanceof HTMLElement && !target?.closest('a, button') && String(getSelection() ?? '') === '') {
      const item = this.#rows.at(Number(row.dataset.at));
      if (item !== undefined) {
        this.#parts?.open(item);
      }
    }
  };

  /** Rows that move under a pointer at rest are no movement of it. @param {PointerEvent} event */
  #onPointer = (event) => {
    const place = `${event.clientX} ${event.clientY}`;
    const isOverRow = event.target instanceof Element && event.target.closest('[data-at]') !== null;
    if (event.pointerType === 'mouse' && isOverRow && place !== this.#pointer) {
      this.#pointer = place;
      this.#parts?.pointed();
    }
  };

  #onLeave = () => this.#parts?.left();

  // Internal

  /** @param {number | null} row */
  #go(row) {
    if (row !== null) {
      this.#choose(row);
      this.scrollTop = topFor(row, this.#frame());
      this.#redraw();
    }
  }

  /** @param {number} row */
  #choose(row) {
    if (row !== this.#chosen) {
      this.#chosen = row;
      this.#parts?.chosen(this.#keyAt(row));
    }
  }

  /** @param {number} row */
  #keyAt(row) {
    const item = row < 0 ? undefined : this.#rows.at(row);
    return item === undefined || !this.#parts ? null : this.#parts.key(item);
  }

  /** @param {string} key */
  #find(key) {
    for (let row = 0; row < this.#rows.length; row += 1) {
      if (this.#keyAt(row) === key) {
        return row;
      }
    }
    return -1;
  }

  #measure() {
    this.#height = this.clientHeight;
    const head = this.querySelector('.vhead');
    this.#head = head && getComputedStyle(head).position === 'sticky' ? head.clientHeight : 0; // out of sight on phones
    this.#draw();
  }

  /** @returns {import('./vlist-window.js').Frame} */
  #frame() {
    return { top: this.#top, height: Math.max(0, this.#height - this.#head), rowHeight: this.#parts?.rowHeight() ?? 1 };
  }

  #draw() {
    const parts = this.#parts;
    if (!parts || !this.isConnected) {
      return;
    }
    const { length } = this.#rows;
    const frame = this.#frame();
    const { start, end } = windowOf(frame, length, SPARE_ROWS);
    this.setAttribute('aria-label', parts.label);
    this.setAttribute('aria-rowcount', String(length + 1));
    const isDrawn = this.#chosen >= start && this.#chosen < end;
    this.toggleAttribute('data-chosen', isDrawn);
    if (isDrawn) {
      this.setAttribute('aria-activedescendant', `vrow-${this.#chosen}`);
    } else {
      this.removeAttribute('aria-activedescendant');
    }
    const drawn = Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
    render(
      html`<div role="rowgroup" class="vhead"><div role="row" aria-rowindex="1" class="vrow">${parts.head()}</div></div>
        <div role="presentation" class="vspace" ${vars({ height: `${length * frame.rowHeight}px` })}><div role="rowgroup"
          class="vrows" ${vars({ transform: `translateY(${start * frame.rowHeight}px)` })}>${repeat(
        drawn,
        (at) => this.#keyAt(at),
        (at) => this.#row(parts, at),
      )}</div></div>`,
      this,
    );
  }

  /** @param {Parts} parts @param {number} at */
  #row(parts, at) {
    const item = this.#rows.at(at);
    if (item === undefined) {
      return nothing;
    }
    const isOpen = parts.key(item) === this.#selected;
    return html`<div role="row" id="vrow-${at}" data-at=${at} aria-rowindex=${at + 2} aria-selected=${isOpen ? 'true' : 'false'}
      class="vrow ${parts.classes(item)} ${at === this.#chosen ? 'chosen' : ''}">${parts.cells(item)}</div>`;
  }
}

customElements.define('gc-vlist', VirtualList);
