// @ts-check
// Settings: one's own password, sessions and API tokens, how this browser shows the console, and the nodes that run it.
import { effect, html, untracked } from '../core/dom.js';
import { styles } from '../core/styles.js';
import { lazy } from '../core/lazy.js';
import { sessionList } from '../sessions/session-list.js';
import { accountTab } from '../settings/account-tab.js';
import { tokenList } from '../settings/token-list.js';
import { pageHead } from '../shell/page-head.js';
import { chosenTab } from '../ui/chosen-tab.js';
import { skeletonRows } from '../ui/states.js';
import { tabs } from '../ui/tabs.js';

await styles('pages/people');

const preferences = lazy(() => import('../settings/preferences-tab.js'));

const TABS = [
  { id: 'account', label: 'Account' },
  { id: 'sessions', label: 'Sessions' },
  { id: 'tokens', label: 'API tokens' },
  { id: 'preferences', label: 'Preferences' },
  { id: 'nodes', label: 'Nodes' },
];

/** @param {typeof import('../core/router.js').route} route @returns {import('../core/router.js').Page} */
export default function page(route) {
  const sessions = sessionList(false);
  const tokens = tokenList();
  const account = accountTab();
  /** @type {ReturnType<typeof import('../settings/tokens-tab.js').tokensTab> | null} */
  let scripts = null;
  const signedIn = lazy(async () => (await import('../settings/sessions-tab.js')).sessionsTab(route, sessions));
  const made = lazy(async () => (scripts = (await import('../settings/tokens-tab.js')).tokensTab(route, tokens)));
  const nodes = lazy(async () => (await import('../settings/nodes-tab.js')).nodesTab());
  const tab = () => chosenTab(TABS, route.value.query.tab);
  /** @type {Record<string, () => unknown>} */
  const bodies = {
    account,
    sessions: () => signedIn()?.(),
    tokens: () => made()?.view(),
    preferences: () => preferences()?.preferencesTab(),
    nodes: () => nodes()?.view(),
  };
  let stop = () => {};
  let unfollow = () => {};

  /** Only what is shown is read. @param {string} shown */
  function follow(shown) {
    unfollow();
    unfollow = shown === 'sessions' ? sessions.follow() : shown === 'tokens' ? tokens.follow() : (shown === 'nodes' && nodes()?.follow()) || (() => {});
  }

  return {
    title: 'Settings',
    view: () => html`${pageHead({ title: 'Settings' })}
      <div class="toolbar wrap">${tabs('Parts of this page', TABS, tab())}</div><div class="settings">${bodies[tab()]() ?? html`<div class="card pad">${skeletonRows(3)}</div>`}</div>`,
    mount() {
      let before = '';
      stop = effect(() => {
        const shown = tab();
        const now = shown === 'nodes' && nodes() ? 'nodes, loaded' : shown;
        if (now !== before) {
          before = now;
          untracked(() => follow(shown));
        }
      });
    },
    unmount() {
      stop();
      unfollow();
      scripts?.forget();
    },
  };
}
