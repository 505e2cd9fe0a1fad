// @ts-check
// The way into the guided tour: offered on the first visit, opened again with the ? button or key, fetched when it begins.
import { html, icon, nothing, signal } from '../core/dom.js';
import { toast } from '../ui/toast.js';
import { isSnapshot, toggleSnapshot } from './snapshot.js';
import { left, settle, STEPS_IN_ALL } from './tour-left.js';

/** @type {import('../../vendor/signals-core.js').Signal<typeof import('./tour-run.js') | null>} */
const running = signal(null);

export const startTour = () => void tourFrom(0);

/** @param {number} number */
async function tourFrom(number) {
  if (isSnapshot()) {
    toggleSnapshot();
  }
  try {
    running.value ??= await import('./tour-run.js');
    running.value?.run(number);
  } catch {
    toast('The tour could not be loaded. Try again.');
  }
}

/** While it runs; nothing otherwise. */
export const tour = () => running.value?.view() ?? nothing;

/** The button in the corner of every page. */
export const helpButton = () => html`<button type="button" class="btn icon help" data-tour="help" aria-label="Guided tour"
  title="Guided tour (?)" @click=${startTour}>${icon('help')}</button>`;

/** Offered on the first visit, in the place of a notice; and again where it was broken off. */
export function welcome() {
  const { offered, from } = left.value;
  if (!offered || (running.value?.step.value ?? -1) >= 0) {
    return nothing;
  }
  const words =
    from > 0
      ? html`<b>The guided tour</b> was left at step ${from + 1} of ${STEPS_IN_ALL}.`
      : html`<b>Welcome.</b> A ${STEPS_IN_ALL}-step guided tour explains each page and feature.`;
  return html`<div class="banner info" role="status">${icon('posture')}<span>${words}</span><span class="row end"><button type="button"
    class="btn quiet sm" @click=${settle}>Not now</button><button type="button" class="btn sm" @click=${() => tourFrom(from)}>${
      from > 0 ? 'Go on' : 'Take the 1-minute tour'
    }</button></span></div>`;
}
