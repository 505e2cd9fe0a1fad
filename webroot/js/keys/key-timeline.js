// @ts-check
// The keys on a line of sequence numbers. A picture of what the table below says in words.
import { html, nothing, vars } from '../core/dom.js';
import { count, plural } from '../core/fmt.js';
import { lastSeq, spans } from './key-spans.js';

/** More lanes than this tell nobody anything; the table has them all. */
const MOST = 14;

/** @param {import('./key-spans.js').Keys} keys @param {number} newest the newest event's sequence number */
export function keyTimeline(keys, newest) {
  const last = lastSeq(keys, newest);
  const all = spans(keys, last);
  if (all.length === 0) {
    return nothing;
  }
  const words = `${plural(keys.chain_keys.length, 'chain key')} and ${plural(keys.agent_keys.length, 'agent key')} from seq 1 to ${count(
    last,
  )}; the table has the same`;
  const hidden = all.length - MOST;
  return html`<div class="kt" role="img" aria-label=${words}>
    ${all.slice(0, MOST).map(lane)}
    <div class="kt-axis num t12 muted"><span>seq 1</span><span>${count(Math.round(last / 2))}</span><span>${count(last)}</span></div>
  </div>${hidden > 0 ? html`<p class="t12 muted kt-more">and ${count(hidden)} more in the table</p>` : nothing}`;
}

/** @param {import('./key-spans.js').Span} span */
const lane = (span) => html`<div class="kt-l"><span class="trunc t12">${span.label}</span><div class="kt-t"><i
  class="k-${span.of} ${span.state}" ${vars({ '--x': `${(span.x * 100).toFixed(2)}%`, '--w': `${(span.width * 100).toFixed(2)}%` })}></i></div></div>`;
