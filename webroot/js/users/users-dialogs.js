// @ts-check
// The dialogs of the page, each with an address: add=1, user=<id>, user=<id>&act=<what>, revoke=<session>.
import { computed, effect, html, nothing } from '../core/dom.js';
import { lazy } from '../core/lazy.js';
import { toast } from '../ui/toast.js';
import { focusOnce } from '../ui/once-shown.js';
import { sessionsOf } from '../sessions/session-counts.js';

const dialogs = lazy(() => import('./dialogs.js'));

/** @typedef {import('../ui/once-shown.js').Once} Once */

/**
 * @param {object} parts
 * @param {typeof import('../core/router.js').route} parts.route
 * @param {ReturnType<typeof import('./user-list.js').userList>} parts.users
 * @param {ReturnType<typeof import('../sessions/session-list.js').sessionList>} parts.sessions
 * @param {import('../../vendor/signals-core.js').Signal<Once | null>} parts.once what the server tells once
 */
export function usersDialogs({ route, users, sessions, once }) {
  const asked = (/** @type {string} */ key) => computed(() => route.value.query[key] ?? '');
  const [add, id, what, revoked] = [asked('add'), asked('user'), asked('act'), asked('revoke')];
  const adding = computed(() => (add.value ? dialogs()?.addUserDialog(added) : null));
  const revoking = computed(() => (revoked.value ? dialogs()?.revokeDialog(revoked.value, sessions.read) : null));
  const acting = computed(() => {
    const kind = what.value;
    const here = id.value && kind ? dialogs() : null;
    return here?.isAct(kind) ? here.userAct(id.value, kind, (answer) => acted(answer, here.ACTS[kind], kind)) : null;
  });

  /** @param {import('./add-user.js').Added} answer */
  const added = (answer) => told(answer, `${answer.username} was added`);

  /** @param {any} answer @param {{ done: (name: string) => string }} words @param {import('./user-words.js').Act} kind */
  function acted(answer, words, kind) {
    const name = find()?.username ?? 'The user';
    document.querySelector('dialog')?.close();
    told(kind === 'reset' ? answer : null, words.done(name));
  }

  /** @param {{ username: string, password?: string | null } | null} answer @param {string} title */
  function told(answer, title) {
    if (answer?.password) {
      const note = `Hand it to ${answer.username} by a way that you trust.`;
      once.value = { title, what: 'password', secret: answer.password, note };
      focusOnce();
    } else {
      toast(title);
    }
    users.read();
    sessions.read();
  }

  const find = () => users.state.value.list?.find(({ user_id: one }) => one === id.value);

  function person() {
    const numbers = sessionsOf(sessions.state.value);
    const number = numbers ? (numbers.get(id.value) ?? 0) : null;
    const user = find();
    return dialogs()?.userDialog(user, number, user ? acting.value?.view(user, number) : undefined);
  }

  return {
    view: () => html`${adding.value?.view()}${id.value && users.state.value.list ? person() : nothing}${
      revoking.value && sessions.state.value.list
        ? revoking.value.view(sessions.state.value.list.find(({ session_id: one }) => one === revoked.value))
        : nothing
    }`,
    /** Focus goes into what a dialog shows next. @returns {() => void} stops it */
    follow: () =>
      effect(() => {
        if (id.value && what.value && dialogs()) {
          requestAnimationFrame(() => requestAnimationFrame(focusForm));
        }
      }),
  };
}

function focusForm() {
  const first = document.querySelector('dialog[open] [autofocus]') ?? document.getElementById('user-t');
  if (first instanceof HTMLElement) {
    first.focus();
  }
}
