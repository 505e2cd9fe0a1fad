// @ts-check
// Where the guided tour was left, in this browser.
import { signal } from '../../vendor/signals-core.js';
import { remember, remembered } from '../core/local.js';

/** How many steps it has. */
export const STEPS_IN_ALL = 6;

/**
 * What the browser remembers of the tour.
 *
 * @param {string | null} text null before the first visit, `done`, or the number of a step
 * @returns {{ offered: boolean, from: number }}
 */
export function leftAt(text) {
  const from = Number(text ?? 0);
  const isStep = Number.isInteger(from) && from > 0 && from < STEPS_IN_ALL;
  return { offered: text !== 'done', from: isStep ? from : 0 };
}

export const left = signal(leftAt(remembered('tour')));

/** A step was reached. @param {number} number */
export function reached(number) {
  remember('tour', String(number));
  left.value = { offered: true, from: number };
}

/** It is not offered again. */
export function settle() {
  remember('tour', 'done');
  left.value = { offered: false, from: 0 };
}
