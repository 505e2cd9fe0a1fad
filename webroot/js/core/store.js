// @ts-check
// The only global state: what every page may need to know. Nothing here touches the document.
import { signal } from '../../vendor/signals-core.js';
import { remember, remembered } from './local.js';

/** @typedef {import('./types.js').Me} Me */
/** @typedef {import('./types.js').Posture} Posture */

/**
 * How the stream is.
 *
 * @typedef {object} Connection
 * @property {'connecting' | 'live' | 'lost' | 'ended'} state `ended` when the session is over
 * @property {number | null} since when it was lost, in this browser's milliseconds
 * @property {number | null} retryAt when it is tried again, in this browser's milliseconds
 * @property {string | null} lastSeen the server's time of the last sign of life, ISO 8601
 * @property {{ events: number, at: number } | null} caughtUp what the last return brought
 */

/**
 * The fleet as this browser knows it.
 *
 * @typedef {object} Fleet
 * @property {Posture | null} posture null until the first snapshot came
 * @property {Error | null} error why the newest snapshot could not be read
 */

/** @type {import('../../vendor/signals-core.js').Signal<Me | null>} who is signed in */
export const me = signal(null);

/** The display zone: UTC, which auditors quote, or the browser's own. */
export const zone = signal(remembered('zone') === 'local' ? 'local' : 'UTC');

/** light, dark or system. */
export const theme = signal(remembered('theme') ?? 'system');

/** Whether screen readers are told in summaries what happened (WCAG 2.2, 2.2.2); what is urgent they always are. */
export const announcements = signal(remembered('announce') !== 'off');

/** @type {import('../../vendor/signals-core.js').Signal<Connection>} */
export const connection = signal({ state: 'connecting', since: null, retryAt: null, lastSeen: null, caughtUp: null });

/** @type {import('../../vendor/signals-core.js').Signal<Fleet>} */
export const fleet = signal({ posture: null, error: null });

/** What runs here, and what the server runs meanwhile: they differ after an upgrade. */
export const build = signal({ here: '', server: '', version: '' });

/** What the configuration calls this console, as `production`; empty when it says nothing. */
export const environment = signal('');

/** The server's clock minus this browser's, in milliseconds. */
export const clockOffset = signal(0);

/** The server's time in milliseconds, once a second: for ages and countdowns. */
export const now = signal(Date.now());

/** Whether the visitor may halt, resume and decide. */
export const isAdmin = () => me.value?.role === 'admin';

/** Whether the visitor's role allows it, as `verify`; the server decides again. @param {string} permission */
export const may = (permission) => me.value?.permissions?.includes(permission) ?? false;

/** @param {string} choice `UTC` or `local` */
export function chooseZone(choice) {
  zone.value = choice;
  remember('zone', choice);
}

/** @param {string} choice `light`, `dark` or `system` */
export function chooseTheme(choice) {
  theme.value = choice;
  remember('theme', choice === 'system' ? null : choice);
}

/** @param {boolean} wanted */
export function chooseAnnouncements(wanted) {
  announcements.value = wanted;
  remember('announce', wanted ? null : 'off');
}
