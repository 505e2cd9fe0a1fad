// @ts-check
// How this browser shows the console: kept in it, and nowhere else.
import { html } from '../core/dom.js';
import { chooseTheme, chooseZone, theme, zone } from '../core/store.js';
import { chooseShortcuts, shortcuts } from '../shell/keys.js';
import { startTour } from '../shell/tour.js';
import { announcements, chooseAnnouncements } from '../ui/announce.js';

const LOCAL = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const preferencesTab = () => html`<section class="card" aria-labelledby="pref-t">
  <header class="panel-head"><h2 id="pref-t">In this browser</h2></header>
  <div class="prefs">
    ${choice('Theme', 'As the system has it, or always one.', theme.value, chooseTheme, [
      ['system', 'System'],
      ['light', 'Light'],
      ['dark', 'Dark'],
    ])}
    ${choice('Time zone', 'What is copied and exported is always UTC.', zone.value, chooseZone, [
      ['UTC', 'UTC'],
      ['local', `Local (${LOCAL})`],
    ])}
    ${choice(
      'Single-key shortcuts',
      'g then p, g, a, k or u: pages · / find · t theme · ? tour. Off helps where speech or a mouth stick types by chance.',
      onOff(shortcuts.value),
      (value) => chooseShortcuts(value === 'on'),
      ON_OFF,
    )}
    ${choice(
      'Announcements',
      'What a screen reader is told of new events and requests. Halts, tampering and a lost connection are always told.',
      onOff(announcements.value),
      (value) => chooseAnnouncements(value === 'on'),
      ON_OFF,
    )}
    <div class="pref"><div class="pref-l"><span class="label">Guided tour</span><p class="t12 muted">Six short steps; also the ? in the corner.</p></div>
      <button type="button" class="btn" @click=${startTour}>Take the tour</button></div>
  </div></section>`;

/** @type {[string, string][]} */
const ON_OFF = [
  ['on', 'On'],
  ['off', 'Off'],
];

/** @param {boolean} value */
const onOff = (value) => (value ? 'on' : 'off');

/**
 * @param {string} label
 * @param {string} sentence
 * @param {string} value
 * @param {(value: string) => void} choose
 * @param {[value: string, word: string][]} options
 */
const choice = (label, sentence, value, choose, options) => html`<div class="pref"><div class="pref-l"><span class="label">${label}</span>
    <p class="t12 muted">${sentence}</p></div>
  <div class="seg" role="group" aria-label=${label}>${options.map(
    ([key, word]) =>
      html`<button type="button" aria-pressed=${key === value ? 'true' : 'false'} @click=${() => choose(key)}>${word}</button>`,
  )}</div></div>`;
