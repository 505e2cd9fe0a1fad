// @ts-check
// The columns of the stream and what an event says in them.
import { html, icon, nothing } from '../core/dom.js';
import { count, timeMs, zoneLabel } from '../core/fmt.js';
import { href, route } from '../core/router.js';

/** @typedef {import('./entry.js').Entry} Entry */

/** As the style sheet has it: on narrow screens an event takes two lines. */
const NARROW = matchMedia('(max-width: 860px)');
const ROW_PX = 34;
const NARROW_ROW_PX = 52;

export const rowHeight = () => (NARROW.matches ? NARROW_ROW_PX : ROW_PX);

export const head = () => html`<span role="columnheader" class="e-time">Time <span class="hide-sm">(${zoneLabel()})</span></span><span
  role="columnheader" class="e-agent">Agent</span><span role="columnheader" class="e-kind">Kind</span><span role="columnheader"
  class="e-detail">Detail</span><span role="columnheader" class="e-seq">Seq</span>`;

/** @param {Entry} entry */
export const classes = ({ outcome }) => (outcome === 'blocked' ? 'blocked' : '');

/**
 * Addresses of this page with one more word in the query. Thirty rows need two of them in each frame, so what they share is
 * made once for an address.
 *
 * @param {string} key
 */
function linkTo(key) {
  /** @type {unknown} */
  let known = null;
  let begins = '';
  return (/** @type {string} */ value) => {
    if (known !== route.peek()) {
      known = route.peek();
      const without = href({ [key]: null });
      begins = `${without}${without.includes('?') ? '&' : '?'}${key}=`;
    }
    return begins + encodeURIComponent(value);
  };
}

const toEvent = linkTo('event');
const toAgent = linkTo('agent');

/** Links are no tab stops: the list is one, and its keys do the same. @param {Entry} entry */
export const cells = (entry) => html`<span role="gridcell" class="e-time num muted">${
  Number.isNaN(entry.at) ? '–' : timeMs(entry.at)
}</span><span role="gridcell" class="e-agent trunc"><a class="med" tabindex="-1" title="Only ${entry.agent}" href=${toAgent(
  entry.agent,
)}><bdi>${entry.agent}</bdi></a></span><span role="gridcell" class="e-kind trunc"><span class="kind ${entry.outcome}">${
  entry.kind
}</span></span><span role="gridcell" class="e-detail dim trunc" title=${entry.summary}>${mark(entry.outcome)}<bdi>${
  entry.summary
}</bdi></span><span role="gridcell" class="e-seq"><a class="num muted" tabindex="-1" href=${toEvent(entry.id)}>${
  Number.isNaN(entry.seq) ? '–' : count(entry.seq)
}</a></span>`;

/** A shape and a word beside the colour. @param {string} outcome */
function mark(outcome) {
  if (outcome === 'blocked') {
    return icon('ban', 'Blocked', 's');
  }
  return outcome === 'error' ? icon('warn', 'Error', 's') : nothing;
}
