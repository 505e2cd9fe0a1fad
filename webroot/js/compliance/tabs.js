// @ts-check
// The parts of the page; each has its own address.
import { html, nothing } from '../core/dom.js';
import { url } from '../core/router.js';

/** @typedef {'evidence' | 'integrity' | 'keys' | 'coverage' | 'policies'} Tab */

/** @type {[tab: Tab, word: string][]} */
export const TABS = [
  ['evidence', 'Evidence'],
  ['integrity', 'Integrity'],
  ['keys', 'Keys'],
  ['coverage', 'Coverage'],
  ['policies', 'Policies'],
];

/** The part that an address shows; one that it does not know is the first. @param {string | undefined} name @returns {Tab} */
export const tabOf = (name) => TABS.find(([tab]) => tab === name)?.[0] ?? 'evidence';

/** @param {Tab} current @param {unknown} tools of the part that is shown */
export const tabBar = (current, tools) => html`<div class="toolbar tabs"><nav class="seg" aria-label="Parts of this page">${TABS.map(
  ([tab, word]) => html`<a href=${url('/compliance', { tab: tab === 'evidence' ? null : tab })} aria-current=${tab === current ? 'true' : nothing}>${word}</a>`,
)}</nav><div class="tools">${tools}</div></div>`;
