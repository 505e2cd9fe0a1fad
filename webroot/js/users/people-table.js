// @ts-check
// People as a table: role, what it can do, when they were here, where they are signed in.
import { html, icon, nothing, repeat } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { href } from '../core/router.js';
import { me } from '../core/store.js';
import { agoOf, stampOf } from '../ui/time.js';
import { canDo } from './can-do.js';

/** @typedef {import('./user-list.js').User} User */

/** @param {User[]} users @param {Map<string, number> | null} sessions */
export const peopleTable = (users, sessions) => html`<div class="scroll"><table class="table tall stacks">
  <thead><tr><th scope="col">User</th><th scope="col">Role</th><th scope="col">Can do</th><th scope="col">Last seen</th><th scope="col"
    class="r">Sessions</th><th scope="col"><span class="sr">Actions</span></th></tr></thead>
  <tbody>${repeat(users, ({ user_id: id }) => id, (user) => row(user, sessions))}</tbody>
</table></div>`;

/** @param {User} user @param {Map<string, number> | null} sessions */
function row(user, sessions) {
  const { username, role, disabled } = user;
  const isMe = user.user_id === me.value?.user_id;
  return html`<tr class=${disabled ? 'off' : ''}>
    <th scope="row"><span class="row"><span class="avatar q" aria-hidden="true">${initials(username)}</span><span class="grow"><span
      class="row g6"><bdi class="med trunc who-c" title=${username}>${username}</bdi>${isMe ? html`<span class="muted">you</span>` : nothing}${
        disabled ? html`<span class="pill">${icon('ban')}disabled</span>` : nothing
      }</span><span class="t12 muted who-r">since ${stampOf(user.created_at)}</span></span></span></th>
    <td>${role}</td>
    <td class="dim wide-c">${disabled ? 'Nothing: cannot sign in' : canDo(role)}</td>
    <td class="muted" data-l="Last seen">${user.last_seen_at ? agoOf(user.last_seen_at) : html`<span
      title="No session of the last month is known">not in 30 days</span>`}</td>
    <td class="r num" data-l="Sessions">${sessions ? count(sessions.get(user.user_id) ?? 0) : html`<span
      title="The sessions could not all be counted">not known</span>`}</td>
    <td class="r row-act"><a class="btn quiet icon sm" data-replace href=${href({ user: user.user_id, act: null })}
      aria-haspopup="dialog" aria-label="Manage ${username}" title="Manage">${icon('more')}</a></td></tr>`;
}

/** @param {string} name */
const initials = (name) => [...name].slice(0, 2).join('').toUpperCase();
