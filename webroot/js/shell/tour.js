// @ts-check
// The guided tour: six steps, each beside what it speaks of. Offered once, reopened with the ? button or key.
import { html, icon, nothing, signal, vars } from '../core/dom.js';
import { remember, remembered } from '../core/local.js';
import { go, route } from '../core/router.js';
import { dialog } from '../ui/dialog.js';
import { place } from './tour-place.js';

/** @typedef {{ anchor: string, path: string | null, title: string, text: string }} Step */

/** @type {Step[]} */
export const STEPS = [
  {
    anchor: 'verdict',
    path: '/posture',
    title: 'One sentence, whole fleet',
    text: 'The headline is the posture, the worst news first. What nobody has checked is called unknown, never fine.',
  },
  {
    anchor: 'card',
    path: '/posture',
    title: 'Eight modules per agent',
    text: 'Every agent has the same eight lamps in the same place. Quiet is healthy. A lit lamp is a deviation, and the reason is right below it.',
  },
  {
    anchor: 'halt',
    path: '/posture',
    title: 'Halt stops every path',
    text: 'A halted agent is refused at every check, on every server, within seconds. Only an admin can halt or resume, and both are written to the audit log.',
  },
  {
    anchor: 'chain',
    path: '/posture',
    title: 'Proof, not a promise',
    text: 'Every event is chained by HMAC. Verify at any time: the console names the exact event that was changed, and says what it did not check.',
  },
  {
    anchor: 'nav-approvals',
    path: null,
    title: 'Decisions that wait for you',
    text: 'Agents pause here for a person. Nobody can approve the request of an agent that acts for them.',
  },
  {
    anchor: 'help',
    path: null,
    title: 'Come back any time',
    text: 'This button opens the tour again. The same data is in the API and on the command line.',
  },
];

/** The step shown; -1 when there is none. */
const step = signal(-1);
const offered = signal(remembered('tour') === null);
const resized = signal(0);

export function startTour() {
  addEventListener('resize', remeasure);
  show(0);
}

function remeasure() {
  resized.value += 1;
}

/** @param {number} number */
function show(number) {
  const { path, anchor } = STEPS[number];
  if (path !== null && route.peek().path !== path) {
    go(path);
  }
  step.value = number;
  requestAnimationFrame(() => {
    anchored(anchor)?.scrollIntoView({ block: 'center' });
    remeasure();
  });
}

function done() {
  step.value = -1;
  removeEventListener('resize', remeasure);
  settle();
}

/** It is not offered again. */
function settle() {
  offered.value = false;
  remember('tour', 'done');
}

/** What a step points at, if it is on the screen. @param {string} name */
const anchored = (name) =>
  [...document.querySelectorAll(`[data-tour="${name}"]`)].find((element) => element.getBoundingClientRect().width > 0);

/** The button in the corner of every page. */
export const helpButton = () => html`<button type="button" class="btn icon help" data-tour="help" aria-label="Guided tour"
  title="Guided tour (?)" @click=${startTour}>${icon('help')}</button>`;

/** Offered on the first visit, in the place of a notice. */
export const welcome = () =>
  offered.value && step.value < 0 && route.value.path === '/posture'
    ? html`<div class="banner info" role="status">${icon('posture')}<span><b>Welcome.</b> Six short steps show what this console
        tells you and what it can stop.</span><span class="row end"><button type="button" class="btn quiet sm"
        @click=${settle}>Not now</button><button type="button" class="btn sm" @click=${startTour}>Take the tour</button></span></div>`
    : nothing;

export function tour() {
  const number = step.value;
  return number < 0 ? nothing : dialog({ id: 'tour-t', classes: 'tour', content: content(number), onClose: done });
}

/** @param {number} number */
function content(number) {
  const { anchor, title, text } = STEPS[number];
  const { hole, card } = place(anchored(anchor)?.getBoundingClientRect(), {
    width: innerWidth,
    height: innerHeight + 0 * resized.value,
  });
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
