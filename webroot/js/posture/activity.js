// @ts-check
// Decisions per minute over the last hour; what was blocked is red on top.
import { html, nothing, svg } from '../core/dom.js';
import { count, plural } from '../core/fmt.js';

const WIDTH = 300;
const HEIGHT = 40;
const BLOCKED = 5;
const GAP = 1.4;

/** @param {import('../core/types.js').Minute[]} minutes oldest first */
export function activity(minutes) {
  const most = Math.max(1, ...minutes.map(({ decisions }) => decisions));
  const blocked = minutes.reduce((sum, minute) => sum + minute.blocked, 0);
  const decisions = minutes.reduce((sum, minute) => sum + minute.decisions, 0);
  const step = WIDTH / Math.max(1, minutes.length);
  const label = `${plural(decisions, 'decision')} in the last ${minutes.length} minutes, ${count(blocked)} blocked`;
  return html`<svg class="act" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>${minutes.map(
    (minute, i) => {
      const height = (minute.decisions / most) * (HEIGHT - BLOCKED - 1);
      return svg`<rect class="a" x=${i * step} width=${step - GAP} y=${HEIGHT - height} height=${height}></rect>${
        minute.blocked > 0 ? svg`<rect class="b" x=${i * step} width=${step - GAP} y="0" height=${BLOCKED}></rect>` : nothing
      }`;
    },
  )}</svg>`;
}
