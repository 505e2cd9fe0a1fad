// @ts-check
// The parts of an agent's page, each an address; what a part needs is fetched when it is first opened.
import { html, nothing } from '../core/dom.js';
import { agentUrl } from '../core/agent-url.js';

/**
 * @typedef {object} Tab
 * @property {() => unknown} view
 * @property {() => () => void} follow reads and listens until stopped
 */

/** @typedef {import('../../vendor/signals-core.js').ReadonlySignal<Record<string, string>>} QueryNow */
/** @typedef {(id: string, query: QueryNow) => Tab} MakeTab */

/** @type {Record<string, { word: string, load: () => Promise<{ default: MakeTab }> }>} */
export const TABS = {
  trail: { word: 'Trail', load: () => import('./trail-tab.js') },
  scope: { word: 'Scope', load: () => import('./scope-tab.js') },
  budget: { word: 'Budget', load: () => import('./budget-tab.js') },
  sessions: { word: 'Sessions', load: () => import('./sessions-tab.js') },
  halts: { word: 'Halts', load: () => import('./halts-tab.js') },
};

/** @param {string | undefined} name @returns {name is string} */
export const isTab = (name) => name !== undefined && Object.hasOwn(TABS, name);

/** @param {string} id @param {string} current */
export const tabBar = (id, current) => html`<nav class="toolbar ag-tabs" aria-label="About this agent"><div class="seg">${Object.entries(TABS).map(
  ([name, { word }]) => html`<a href=${agentUrl(id, { tab: name })} data-replace aria-current=${name === current ? 'true' : nothing}>${word}</a>`,
)}</div></nav>`;
