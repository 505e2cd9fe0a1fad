// @ts-check
// Compliance and keys: evidence and its bundle, the log's integrity, its keys, wrapped clients, policies. One part at a time.
import { effect, html, nothing, signal, untracked } from '../core/dom.js';
import { styles } from '../core/styles.js';
import { pageHead } from '../shell/page-head.js';
import { TABS, tabBar, tabOf } from '../compliance/tabs.js';
import { afterDrawing } from '../ui/sheet-focus.js';
import { failure, skeletonRows } from '../ui/states.js';

await styles('pages/chain', 'pages/compliance', 'pages/evidence');

/** @typedef {import('../compliance/tabs.js').Tab} Tab */
/** @typedef {{ view: () => unknown, tools?: () => unknown, mount: () => void, unmount: () => void }} Part */

/** Each is fetched when it is first shown. @type {Record<Tab, () => Promise<Part>>} */
const PARTS = {
  evidence: async () => (await import('../compliance/evidence-tab.js')).evidenceTab(),
  integrity: async () => (await import('../compliance/integrity-tab.js')).integrityTab(),
  keys: async () => (await import('../compliance/keys-tab.js')).keysTab(),
  coverage: async () => (await import('../compliance/coverage-tab.js')).coverageTab(),
  policies: async () => (await import('../policies/policies-tab.js')).policiesTab(),
};

/**
 * @param {typeof import('../core/router.js').route} route
 * @returns {import('../core/router.js').Page}
 */
export default function page(route) {
  /** @type {import('../../vendor/signals-core.js').Signal<{ tab: Tab, part: Part | null, error: Error | null } | null>} */
  const shown = signal(null);
  let stop = () => {};

  /** @param {Tab} tab */
  async function enter(tab) {
    shown.peek()?.part?.unmount();
    shown.value = { tab, part: null, error: null };
    afterDrawing(() => document.querySelector('.tabs nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }));
    try {
      const part = await PARTS[tab]();
      if (shown.peek()?.tab === tab && !shown.peek()?.part) {
        shown.value = { tab, part, error: null };
        part.mount();
      }
    } catch (error) {
      shown.value = { tab, part: null, error: /** @type {any} */ (error) };
    }
  }

  function body() {
    const { part, error, tab } = shown.value ?? {};
    if (error) {
      return html`<div class="card">${failure({ title: 'This part could not be opened', error, retry: () => tab && enter(tab) })}</div>`;
    }
    return part ? part.view() : html`<div class="card"><div class="pad pad-t">${skeletonRows(8)}</div></div>`;
  }

  return {
    title: () => `${TABS.find(([tab]) => tab === tabOf(route.value.query.tab))?.[1]} · Compliance and keys`,
    view: () => html`${pageHead({ title: 'Compliance and keys' })}${tabBar(tabOf(route.value.query.tab), shown.value?.part?.tools?.() ?? nothing)}${body()}`,
    mount() {
      let before = '';
      stop = effect(() => {
        const tab = tabOf(route.value.query.tab);
        if (route.value.path === '/compliance' && tab !== before) {
          before = tab;
          untracked(() => enter(tab));
        }
      });
    },
    unmount() {
      stop();
      shown.peek()?.part?.unmount();
      shown.value = null;
    },
  };
}
