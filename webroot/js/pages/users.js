// @ts-check
// Users: who may use the console and where they are signed in. For admins; others are told that it is not for them.
import { html, icon, nothing, signal } from '../core/dom.js';
import { time, zoneLabel } from '../core/fmt.js';
import { href } from '../core/router.js';
import { may, me } from '../core/store.js';
import { styles } from '../core/styles.js';
import { sessionsOf } from '../sessions/session-counts.js';
import { sessionList } from '../sessions/session-list.js';
import { sessionBody } from '../sessions/session-states.js';
import { pageHead } from '../shell/page-head.js';
import { chosenTab } from '../ui/chosen-tab.js';
import { onceShown } from '../ui/once-shown.js';
import { empty, failure, skeletonRows } from '../ui/states.js';
import { tabs } from '../ui/tabs.js';
import { peopleTable } from '../users/people-table.js';
import { userList } from '../users/user-list.js';
import { usersDialogs } from '../users/users-dialogs.js';

await styles('pages/people');

/** Below the people only the newest sessions are shown. */
const SOME = 8;

const TABS = [
  { id: 'people', label: 'People' },
  { id: 'sessions', label: 'Sessions' },
];

/** @param {typeof import('../core/router.js').route} route @returns {import('../core/router.js').Page} */
export default function page(route) {
  const users = userList();
  const sessions = sessionList(true);
  /** @type {import('../../vendor/signals-core.js').Signal<import('../ui/once-shown.js').Once | null>} */
  const once = signal(null);
  const dialogs = usersDialogs({ route, users, sessions, once });
  /** @type {(() => void)[]} */
  let stops = [];

  function view() {
    return html`${pageHead({ title: 'Users' })}${may('users.manage') ? body() : forbidden()}`;
  }

  const forbidden = () => html`<div class="card">${empty(
    'This page is for admins',
    `Who may use the console is managed by the role admin; yours is ${me.value?.role ?? 'not known'}. Your own password and sessions are in the settings.`,
    html`<a class="btn" href="/settings">Open the settings</a>`,
  )}</div>`;

  function body() {
    const tab = chosenTab(TABS, route.value.query.tab);
    return html`${toolbar(tab)}${once.value ? onceShown(once.value, () => (once.value = null)) : nothing}${
      tab === 'people' ? people() : signedIn(Infinity)
    }${dialogs.view()}`;
  }

  /** @param {string} tab */
  function toolbar(tab) {
    const { list } = users.state.value;
    const { list: known, isWhole } = sessions.state.value;
    const { at, error } = (tab === 'people' ? users : sessions).state.value;
    const numbers = [list?.length ?? null, known && isWhole ? known.length : null];
    return html`<div class="toolbar wrap">${tabs('Parts of this page', TABS.map((one, i) => ({ ...one, number: numbers[i] })), tab)}
      <span class="end row">${at && !error ? html`<span class="muted t12 num hide-sm">Read at ${time(at)} ${zoneLabel(at)}</span>` : nothing}
      <button type="button" class="btn quiet icon" aria-label="Read again" title="Read again" @click=${readAgain}>${icon('refresh')}</button>
      <a class="btn primary" data-replace aria-haspopup="dialog" href=${href({ add: 1 })}>Add a user</a></span></div>`;
  }

  function readAgain() {
    users.read();
    sessions.read();
  }

  const people = () => html`<section class="card" aria-label="People">${peopleBody()}</section>
    <div class="sec-h"><h2>Signed in now</h2>${
      (sessions.state.value.list?.length ?? 0) > SOME
        ? html`<a class="btn sm end" href=${href({ tab: 'sessions' })}>All sessions</a>`
        : nothing
    }</div>${signedIn(SOME)}`;

  function peopleBody() {
    const { list, error } = users.state.value;
    if (error) {
      return error.status === 403
        ? empty('Not allowed', error.detail)
        : failure({ title: 'The users cannot be read', error, retry: users.read });
    }
    return list ? peopleTable(list, sessionsOf(sessions.state.value)) : html`<div class="pad">${skeletonRows(5)}</div>`;
  }

  /** @param {number} most */
  const signedIn = (most) => html`<section class="card" aria-label="Signed in now">${sessionBody(sessions.state.value, {
    withUser: true,
    most,
    retry: sessions.read,
  })}</section>`;

  return {
    title: 'Users',
    view,
    mount() {
      if (may('users.manage')) {
        stops = [users.follow(), sessions.follow(), dialogs.follow()];
      }
    },
    unmount() {
      stops.forEach((stop) => stop());
      once.value = null;
    },
  };
}
