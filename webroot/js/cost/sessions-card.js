// @ts-check
// The dearest sessions beside the cap of a session of their agent: a few, or the whole table.
import { html, nothing } from '../core/dom.js';
import { plural, shortId } from '../core/fmt.js';
import { href, url } from '../core/router.js';
import { meter } from '../ui/meter.js';
import { empty } from '../ui/states.js';
import { agoOf } from '../ui/time.js';
import { STATES, sessionRows, stateOf } from './shares.js';

/** @typedef {import('./units.js').Unit} Unit */
/** @typedef {ReturnType<typeof sessionRows>[number]} Row */

const FEW = 5;
const MOST = 500;

/**
 * @param {object} parts
 * @param {import('./types.js').SessionSpend[] | null} parts.sessions
 * @param {unknown} parts.instead
 * @param {import('./types.js').Caps | null} parts.caps
 * @param {Unit} parts.unit
 * @param {boolean} parts.all
 */
export const sessionsCard = ({ sessions, instead, caps, unit, all }) => html`<section class="card" aria-labelledby="sessions-t">
  <header class="panel-head"><h2 id="sessions-t">${all ? 'Sessions' : 'Top sessions'}</h2><span class="t12 muted">of all time</span><a
    class="t13 end" href=${href({ tab: all ? null : 'sessions' })}>${all ? 'Back to the overview' : 'All sessions'}</a></header>
  ${sessions ? body(sessions, caps, unit, all) : instead}
</section>`;

/** @param {import('./types.js').SessionSpend[]} sessions @param {import('./types.js').Caps | null} caps @param {Unit} unit @param {boolean} all */
function body(sessions, caps, unit, all) {
  if (sessions.length === 0) {
    return empty('No session has spent yet', 'Sessions appear with their first cost.');
  }
  const rows = sessionRows(sessions, caps?.agents ?? null, unit);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Sessions, table"><table class="table">
      <thead><tr><th scope="col">Session</th><th scope="col">Agent</th><th scope="col" class="right">${unit.noun}</th><th scope="col"
        class=${all ? 'w' : 'w hide-sm'}>Session cap</th>${all ? html`<th scope="col" class="right">Latest cost</th>` : nothing}</tr></thead>
      <tbody>${(all ? rows : rows.slice(0, FEW)).map((row) => line(row, caps, unit, all))}</tbody>
    </table></div>
    ${all && sessions.length >= MOST ? html`<p class="t12 muted pad note">The ${plural(MOST, 'dearest session')}; there may be more.</p>` : nothing}`;
}

/** @param {Row} row @param {import('./types.js').Caps | null} caps @param {Unit} unit @param {boolean} all */
const line = (row, caps, unit, all) => html`<tr>
  <th scope="row"><a class="idlink" href=${url('/audit', { session: row.session_id })} title=${row.session_id}>${shortId(row.session_id)}</a></th>
  <td><span class="trunc agent-n" dir="auto" title=${row.agent_id}>${row.agent_id}</span></td>
  <td class="right num med">${unit.text(row.used)}</td>
  <td class=${all ? 'w' : 'w hide-sm'}>${capOf(row, caps, unit, all)}</td>
  ${all ? html`<td class="right muted">${agoOf(row.last_updated)}</td>` : nothing}
</tr>`;

/** @param {Row} row @param {import('./types.js').Caps | null} caps @param {Unit} unit @param {boolean} all */
function capOf(row, caps, unit, all) {
  if (!caps) {
    return html`<span class="muted t12">not known</span>`;
  }
  if (row.limit === null || row.percent === null) {
    return html`<span class="muted t12">no session cap</span>`;
  }
  const state = stateOf(row.percent, caps.warning_percent);
  return html`<span class="row">${meter(row.used, row.limit, `Session ${shortId(row.session_id)}, share of its cap`, caps.warning_percent / 100)}<span
    class="num pc ${state ? `c-${state} strong` : 'muted'}">${Math.floor(row.percent)} %<span class="sr"> ${STATES[state]}</span></span>${
      all ? html`<span class="num muted t12 lim">of ${unit.limit(row.limit)}</span>` : nothing
    }</span>`;
}
