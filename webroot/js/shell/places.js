// @ts-check
// Where the console can go, in the order of the navigation; each only when this build has its page.
import { signal } from '../../vendor/signals-core.js';
import { url } from '../core/router.js';
import { may } from '../core/store.js';

/**
 * @typedef {object} Place
 * @property {string} path
 * @property {string} icon
 * @property {string} label
 * @property {string} short below an icon on phones
 * @property {string} [key] the one to press after g
 * @property {string} [needs] the permission without which it is nobody's place
 * @property {boolean} [bar] whether it is in the bar of phones; the others are behind More
 * @property {boolean} [aside] behind the visitor's name instead of in the navigation
 */

/** @type {Place[]} */
export const PLACES = [
  { path: '/posture', icon: 'posture', label: 'Posture', short: 'Posture', key: 'p', bar: true },
  { path: '/stream', icon: 'stream', label: 'Live stream', short: 'Live', key: 's', bar: true },
  { path: '/approvals', icon: 'approvals', label: 'Approvals', short: 'Approvals', key: 'g', bar: true },
  { path: '/audit', icon: 'audit', label: 'Audit log', short: 'Audit', key: 'a', bar: true },
  { path: '/cost', icon: 'cost', label: 'Cost', short: 'Cost', key: 'c' },
  { path: '/compliance', icon: 'key', label: 'Compliance', short: 'Compliance', key: 'k' },
  { path: '/users', icon: 'users', label: 'Users', short: 'Users', key: 'u', needs: 'users.manage' },
  { path: '/settings', icon: 'settings', label: 'Settings', short: 'Settings', aside: true },
];

/** @type {import('../../vendor/signals-core.js').Signal<Set<string>>} first parts of the paths that have a page */
const known = signal(new Set());

/** Called once with all routes. @param {string[]} routes as `/posture` or `/agents/:id` */
export function knowRoutes(routes) {
  known.value = new Set(routes.map(firstOf));
}

/** @param {string} path @returns {string} as `/agents` */
const firstOf = (path) => `/${path.split('/')[1] ?? ''}`;

/** Whether there is such a page. @param {string} path */
export const hasPage = (path) => known.value.has(firstOf(path));

/** The places of whoever is signed in. */
export const places = () => PLACES.filter(({ path, needs }) => hasPage(path) && (!needs || may(needs)));

/** Where an agent is told about. @param {string} id */
export const agentAddress = (id) =>
  hasPage('/agents') ? `/agents/${encodeURIComponent(id)}` : url('/audit', { agent: id });
