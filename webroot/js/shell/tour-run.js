// @ts-check
// The guided tour while it runs: a spotlight on what each step speaks of, and the card beside it.
import { html, nothing, signal, vars } from '../core/dom.js';
import { go, route } from '../core/router.js';
import { styles } from '../core/styles.js';
import { dialog } from '../ui/dialog.js';
import { reached, settle } from './tour-left.js';
import { place } from './tour-place.js';
import { pathOf, STEPS } from './tour-steps.js';

await styles('components/tour');

/** How often it is looked whether what is pointed at came, moved or grew. */
const LOOK_MS = 200;

/** The step shown; -1 when there is none. */
export const step = signal(-1);
/** What is pointed at, as `x y width height`; a text, so that the same place is the same value. */
const spot = signal('');

/** @type {ReturnType<typeof setInterval> | undefined} */
let looking;

/** @param {number} number */
export function run(number) {
  clearInterval(looking);
  looking = setInterval(look, LOOK_MS);
  show(number);
}

/** @param {number} number */
function show(number) {
  const path = pathOf(STEPS[number]);
  if (route.peek().path !== path) {
    go(path);
  }
  reached(number);
  spot.value = '';
  step.value = number;
  requestAnimationFrame(look);
}

/** Looks where it points at; brings it into sight when it has just appeared. */
function look() {
  const { anchors } = STEPS[step.peek()] ?? { anchors: [] };
  const element = anchored(anchors);
  if (element && spot.peek() === '') {
    element.scrollIntoView({ block: 'center' });
  }
  const box = element?.getBoundingClientRect();
  spot.value = box ? [box.x, box.y, box.width, box.height, innerWidth, innerHeight].map(Math.round).join(' ') : '';
}

function done() {
  step.value = -1;
  clearInterval(looking);
  settle();
}

/** The first of them that is on the screen. @param {string[]} selectors */
const anchored = (selectors) =>
  selectors
    .flatMap((selector) => [...document.querySelectorAll(selector)])
    .find((element) => element.getBoundingClientRect().width > 0);

export function view() {
  const number = step.value;
  return number < 0 ? nothing : dialog({ id: 'tour-t', classes: 'tour', content: content(number), onClose: done });
}

/** @param {number} number */
function content(number) {
  const { title, text } = STEPS[number];
  const [x, y, width, height] = spot.value.split(' ').map(Number);
  const { hole, card } = place(spot.value ? { x, y, width, height } : undefined, { width: innerWidth, height: innerHeight });
  const last = number === STEPS.length - 1;
  return html`<div class="tour-hole" ${vars({ '--x': `${hole.x}px`, '--y': `${hole.y}px`, '--w': `${hole.width}px`, '--h': `${hole.height}px` })}></div>
    <div class="tour-card" ${vars({ '--x': `${card.x}px`, '--y': `${card.y}px` })}>
      <p class="t12 muted num">${number + 1} of ${STEPS.length}</p>
      <div aria-live="polite"><h2 id="tour-t">${title}</h2><p class="dim t13">${text}</p></div>
      <div class="row tour-foot">
        <button type="button" class="btn quiet sm" @click=${close}>${last ? 'Close' : 'Skip'}</button>
        <span class="grow"></span>
        <button type="button" class="btn sm" ?hidden=${number === 0} @click=${() => show(number - 1)}>Back</button>
        <button type="button" class="btn primary sm" autofocus @click=${last ? close : () => show(number + 1)}>${last ? 'Done' : 'Next'}</button>
      </div>
    </div>`;
}

/** @param {Event} event */
const close = (event) => event.target instanceof Element && event.target.closest('dialog')?.close();
