// @ts-check
// One agent: how it stands, who answers for it, and in tabs what it did, may do, spent, where it wrote, how it was halted.
import { computed, effect, html, nothing, signal, untracked } from '../core/dom.js';
import { lazy } from '../core/lazy.js';
import { isAdmin } from '../core/store.js';
import { styles } from '../core/styles.js';
import { head } from '../agent/head.js';
import { identity } from '../agent/identity.js';
import { owners } from '../agent/owners.js';
import { loading, unknown, unreadable } from '../agent/agent-states.js';
import { isTab, tabBar, TABS } from '../agent/tab-bar.js';
import { pageHead } from '../shell/page-head.js';
import { failure, skeletonRows } from '../ui/states.js';

await styles('pages/agent-card', 'pages/agent-head', 'pages/agent-tabs', 'pages/audit');

const halts = lazy(() => import('../halt/dialogs.js'));

/** Longer names say nothing more in the title of a browser's tab. */
const TITLE = 60;

/** @typedef {import('../agent/tab-bar.js').Tab} Tab */
/** @typedef {import('../agent/identity.js').Identity} Identity */

/**
 * @param {typeof import('../core/router.js').route} route
 * @returns {import('../core/router.js').Page}
 */
export default function page(route) {
  const id = route.peek().params[0];
  const path = route.peek().path;
  const who = identity(id);
  const responsible = owners(id);
  /** @type {Record<string, string>} */
  let asked = {};
  /** What the address asks of this page; what it asks of the next one is nothing to this. */
  const query = computed(() => (asked = route.value.path === path ? route.value.query : asked));
  const name = computed(() => (isTab(query.value.tab) ? query.value.tab : 'trail'));
  const isKnown = computed(() => who.known.value.state === 'known');
  /** @type {import('../../vendor/signals-core.js').Signal<{ name: string, tab: Tab } | { name: string, error: Error } | null>} */
  const shown = signal(null);
  const isHalting = computed(() => isAdmin() && query.value.halt === id);
  const isResuming = computed(() => isAdmin() && query.value.resume === id);
  const halting = computed(() => (isHalting.value && halts()?.haltDialog(id)) || null);
  const resuming = computed(() => (isResuming.value && halts()?.resumeDialog(id)) || null);
  let stopTab = () => {};
  let isHere = true;

  /** @param {string} wanted */
  async function open(wanted) {
    stopTab();
    stopTab = () => {};
    shown.value = null;
    try {
      const tab = (await TABS[wanted].load()).default(id, query);
      if (isHere && isKnown.peek() && name.peek() === wanted) {
        stopTab = tab.follow();
        shown.value = { name: wanted, tab };
      }
    } catch (error) {
      shown.value = { name: wanted, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  function view() {
    const known = who.known.value;
    return html`${pageHead({ title: html`<bdi class="wrap-any">${id}</bdi>`, eyebrow: html`<a href="/posture">Posture</a> / Agent` })}${body(known)}`;
  }

  /** @param {Identity} known */
  function body(known) {
    if (known.state === 'loading') {
      return loading();
    }
    if (known.state === 'failed') {
      return unreadable(known.error ?? new Error('not known'), who.look);
    }
    if (known.state === 'unknown') {
      return unknown();
    }
    return html`${head(id, known, responsible.view())}${tabBar(id, name.value)}<div class="ag-tab">${tabBody()}</div>${dialogs(known)}`;
  }

  function tabBody() {
    const at = shown.value;
    if (!at || at.name !== name.value) {
      return html`<div class="card pad">${skeletonRows(8)}</div>`;
    }
    return 'tab' in at
      ? at.tab.view()
      : html`<div class="card">${failure({ title: 'This part could not be opened', error: at.error, retry: () => open(name.peek()) })}</div>`;
  }

  /** @param {Identity} known */
  function dialogs({ agent, presence }) {
    return html`${halting.value?.view(agent ?? undefined) ?? nothing}${resuming.value?.view(presence ? { presence } : undefined) ?? nothing}`;
  }

  /** @type {(() => void)[]} */
  let stops = [];
  return {
    title: () => (id.length > TITLE ? `${id.slice(0, TITLE)}…` : id),
    view,
    mount() {
      stops = [
        who.follow(),
        effect(() => (isKnown.value ? untracked(responsible.follow) : undefined)),
        effect(() => {
          const wanted = name.value;
          if (isKnown.value) {
            untracked(() => open(wanted));
          }
        }),
      ];
    },
    unmount() {
      isHere = false;
      stopTab();
      stops.forEach((stop) => stop());
    },
  };
}
