// @ts-check
// One's own sessions: where, since when, until when; ending one of them, or all others.
import { computed, html, nothing } from '../core/dom.js';
import { act } from '../core/act.js';
import { remove } from '../core/api.js';
import { plural } from '../core/fmt.js';
import { href, setQuery } from '../core/router.js';
import { revokeDialog } from '../sessions/revoke-dialog.js';
import { sessionBody } from '../sessions/session-states.js';
import { actNotice } from '../ui/act-notice.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { toast } from '../ui/toast.js';

/**
 * @param {typeof import('../core/router.js').route} route
 * @param {ReturnType<typeof import('../sessions/session-list.js').sessionList>} sessions
 */
export function sessionsTab(route, sessions) {
  const revoked = computed(() => route.value.query.revoke ?? '');
  const revoking = computed(() => (revoked.value && revoked.value !== 'others' ? revokeDialog(revoked.value, sessions.read) : null));
  const ending = computed(() => (revoked.value === 'others' ? othersDialog(sessions.read) : null));

  return () => {
    const { list } = sessions.state.value;
    const others = list?.filter(({ current }) => !current).length ?? 0;
    return html`<section class="card" aria-labelledby="ses-t"><header class="panel-head"><h2 id="ses-t">Where you are signed in</h2>${
      others > 0
        ? html`<a class="btn sm end" data-replace href=${href({ revoke: 'others' })}>Sign out all others</a>`
        : nothing
    }</header>${sessionBody(sessions.state.value, { withUser: false, retry: sessions.read })}</section>${
      list ? revoking.value?.view(list.find(({ session_id: id }) => id === revoked.value)) : nothing
    }${ending.value?.(others)}`;
  };
}

/** @param {() => void} onDone */
function othersDialog(onDone) {
  const ending = act(
    ({ revoked }) => {
      document.querySelector('dialog')?.close();
      toast(revoked === 0 ? 'There was no other session' : `${plural(revoked, 'session')} ended`);
      onDone();
    },
    (path) => remove(path),
  );
  const busy = () => ending.state.value.phase === 'sent';

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    if (!busy()) {
      ending.send('/api/auth/sessions', null);
    }
  }

  /** @param {number} others */
  return (others) =>
    dialog({
      id: 'others-t',
      onClose: () => setQuery({ revoke: null }, { replace: true }),
      content: html`<form @submit=${submit}><div class="dlg"><h2 id="others-t">End ${plural(others, 'other session')}?</h2>
          <p class="dim t13">You are signed out everywhere but here, at once. What is typed there and not sent is lost.</p>
          ${actNotice(ending.state.value, 0)}</div>
        <div class="dlg-foot"><button type="button" class="btn" autofocus @click=${closeDialog}>Cancel</button>
          <button class="btn danger" aria-disabled=${busy() ? 'true' : nothing}>${busy() ? 'Ending…' : 'End them'}</button></div></form>`,
    });
}
