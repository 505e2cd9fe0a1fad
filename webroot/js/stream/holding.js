// @ts-check
// Why a live list stands still: somebody paused it, scrolled away, opened or chose an event, or points at a row.
import { computed, signal } from '../core/dom.js';

/** A pointer that rests for so long holds nothing. */
const POINTED_MS = 1_000;

/** @param {import('../../vendor/signals-core.js').Signal<boolean>} paused */
export function holding(paused) {
  const scrolled = signal(false);
  const chosen = signal(false);
  const opened = signal(false);
  const pointed = signal(false);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;

  /** Whether it is held for longer than a pointer moves. */
  const away = computed(() => paused.value || scrolled.value || chosen.value || opened.value);

  function left() {
    clearTimeout(rest);
    pointed.value = false;
  }

  return {
    scrolled,
    chosen,
    opened,
    away,
    held: computed(() => away.value || pointed.value),
    pointed() {
      clearTimeout(rest);
      rest = setTimeout(left, POINTED_MS);
      pointed.value = true;
    },
    left,
    /** Everything but the pause, which only whoever paused ends. */
    letGo() {
      left();
      scrolled.value = false;
      chosen.value = false;
      opened.value = false;
    },
    stop: left,
  };
}
