// @ts-check
// The chain ribbon: a whole session as a barcode; what is broken is a notch that sticks out.
import { html, nothing, svg, vars } from '../core/dom.js';
import { count, plural } from '../core/fmt.js';
import { bars, labels, read, spots } from './ribbon-bars.js';
import { isWrongAsAWhole } from './verdict.js';

const WIDTH = 992;
const HEIGHT = 34;
const INSET = 8;

/**
 * @param {object} parts
 * @param {number} parts.events
 * @param {import('./verdict.js').Verdict | null} parts.verdict null before anything was proved
 * @param {number} [parts.share] how much was read, of one, while there is no verdict
 * @param {string} parts.waiting said while there is no verdict
 * @param {(position: number) => string | null} parts.hrefOf where an event of a place is shown
 */
export function ribbon({ events, verdict, share = 0, waiting, hrefOf }) {
  if (verdict && events === 0) {
    return nothing;
  }
  const marks = verdict ? spots(verdict) : new Map();
  const all = verdict ? bars(events, marks, isWrongAsAWhole(verdict) ? 'read' : 'ok') : read(share);
  const step = WIDTH / all.length;
  const bad = [...marks].filter(([, mark]) => mark === 'bad').map(([position]) => position);
  return html`<div class="ribbon">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${words(events, verdict, bad)}>${all.map(
      (mark, i) => bar(mark, i * step, step),
    )}</svg>
    ${
      verdict
        ? ticks(events, bad, hrefOf)
        : html`<div class="ticks num t12 muted"><span>${waiting}</span><span>${events > 0 ? count(events) : nothing}</span></div>`
    }
  </div>`;
}

/** @param {string} mark @param {number} x @param {number} step */
function bar(mark, x, step) {
  const out = mark === 'bad';
  const gap = Math.min(2, step / 4);
  return svg`<rect class=${mark} x=${(x + (out ? 0 : gap / 2)).toFixed(2)} y=${out ? 0 : INSET}
    width=${(step - (out ? 0 : gap)).toFixed(2)} height=${out ? HEIGHT : HEIGHT - 2 * INSET} rx="1.5"></rect>`;
}

/** @param {number} events @param {number[]} bad @param {(position: number) => string | null} hrefOf */
function ticks(events, bad, hrefOf) {
  const fitting = labels(bad, events);
  const nearStart = fitting.some(({ at }) => at < 0.05);
  const nearEnd = fitting.some(({ at }) => at > 0.93);
  return html`<div class="ticks num t12 muted"><span>${nearStart ? nothing : '1'}</span>${fitting.map(({ position, at }) => {
    const address = hrefOf(position);
    const place = vars({ '--x': `${(at * 100).toFixed(2)}%` });
    return address
      ? html`<a class="tick-bad c-fail strong" href=${address} ${place}>${count(position)}</a>`
      : html`<span class="tick-bad c-fail strong" ${place}>${count(position)}</span>`;
  })}<span>${nearEnd || events === 1 ? nothing : count(events)}</span></div>`;
}

/** @param {number} events @param {import('./verdict.js').Verdict | null} verdict @param {number[]} bad */
function words(events, verdict, bad) {
  if (!verdict) {
    return 'Chain of this session, not checked yet';
  }
  const chain = `Chain of ${plural(events, 'event')}`;
  return bad.length === 0 ? `${chain}: ${verdict.headline}` : `${chain}, broken at ${bad.map(count).join(', ')}`;
}
