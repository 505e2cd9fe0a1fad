// @ts-check
// Settings: one's own password, sessions and API tokens, and how this browser shows the console.
import { effect, html, untracked } from '../core/dom.js';
import { sessionList } from '../sessions/session-list.js';
import { accountTab } from '../settings/account-tab.js';
import { preferencesTab } from '../settings/preferences-tab.js';
import { sessionsTab } from '../settings/sessions-tab.js';
import { tokenList } from '../settings/token-list.js';
import { tokensTab } from '../settings/tokens-tab.js';
import { pageHead } from '../shell/page-head.js';
import { chosenTab } from '../ui/chosen-tab.js';
import { tabs } from '../ui/tabs.js';

const TABS = [
  { id: 'account', label: 'Account' },
  { id: 'sessions', label: 'Sessions' },
  { id: 'tokens', label: 'API tokens' },
  { id: 'preferences', label: 'Preferences' },
];

/** @param {typeof import('../core/router.js').route} route @returns {import('../core/router.js').Page} */
export default function page(route) {
  const sessions = sessionList(false);
  const tokens = tokenList();
  const account = accountTab();
  const signedIn = sessionsTab(route, sessions);
  const scripts = tokensTab(route, tokens);
  const tab = () => chosenTab(TABS, route.value.query.tab);
  /** @type {Record<string, () => unknown>} */
  const bodies = { account, sessions: signedIn, tokens: scripts.view, preferences: preferencesTab };
  let stop = () => {};
  let unfollow = () => {};

  /** Only what is shown is read. @param {string} shown */
  function follow(shown) {
    unfollow();
    unfollow = shown === 'sessions' ? sessions.follow() : shown === 'tokens' ? tokens.follow() : () => {};
  }

  return {
    title: 'Settings',
    view: () => html`${pageHead({ title: 'Settings' })}
      <div class="toolbar wrap">${tabs('Parts of this page', TABS, tab())}</div><div class="settings">${bodies[tab()]()}</div>`,
    mount() {
      let before = '';
      stop = effect(() => {
        const shown = tab();
        if (shown !== before) {
          before = shown;
          untracked(() => follow(shown));
        }
      });
    },
    unmount() {
      stop();
      unfollow();
      scripts.forget();
    },
  };
}
