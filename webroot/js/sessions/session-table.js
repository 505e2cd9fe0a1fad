// @ts-check
// Sessions as a table. The own one is marked and has no button to end it: that is signing out.
import { html, nothing, repeat, watch } from '../core/dom.js';
import { stamp } from '../core/fmt.js';
import { href } from '../core/router.js';
import { now } from '../core/store.js';
import { agoOf } from '../ui/time.js';
import { deviceOf } from './device.js';
import { endsIn } from './session-ends.js';

/** @typedef {import('./session-list.js').Session} Session */

/** @param {Session[]} sessions @param {{ withUser: boolean }} options */
export const sessionTable = (sessions, { withUser }) => html`<div class="scroll"><table class="table stacks">
  <thead><tr>${withUser ? html`<th scope="col">User</th>` : nothing}<th scope="col">Device</th><th scope="col">Address</th><th
    scope="col">Signed in</th><th scope="col">Last used</th><th scope="col">Ends in</th><th scope="col"><span class="sr">Action</span></th></tr></thead>
  <tbody>${repeat(sessions, ({ session_id: id }) => id, (session) => row(session, withUser))}</tbody>
</table></div>`;

/** @param {Session} session @param {boolean} withUser */
function row(session, withUser) {
  const device = deviceOf(session.user_agent);
  const what = html`<span class="row"><bdi class="trunc dev" title=${session.user_agent}>${device}</bdi>${
    session.current ? html`<span class="pill">this one</span>` : nothing
  }</span>`;
  return html`<tr>
    ${withUser ? html`<th scope="row"><bdi class="med trunc who-c">${session.username}</bdi></th><td>${what}</td>` : html`<th scope="row">${what}</th>`}
    <td class="mono muted" data-l="From">${session.address || 'not known'}</td>
    <td class="muted" data-l="Signed in">${agoOf(session.created_at)}</td>
    <td class="muted" data-l="Last used">${agoOf(session.last_seen_at)}</td>
    <td data-l="Ends in" title="At ${stamp(session.expires_at)}">${watch(now, (/** @type {number} */ ms) => ending(session, ms))}</td>
    <td class="r row-act">${
      session.current
        ? nothing
        : html`<a class="btn quiet sm" data-replace href=${href({ revoke: session.session_id })}
            aria-label="Revoke the session of ${session.username} on ${device}">Revoke</a>`
    }</td></tr>`;
}

/** @param {Session} session @param {number} ms */
function ending(session, ms) {
  const { left, unused } = endsIn(session, ms);
  return html`<span class="num">${left}</span>${unused ? html`<span class="muted t12 num">, ${unused} without use</span>` : nothing}`;
}
