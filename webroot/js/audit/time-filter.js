// @ts-check
// From when to when: a beginning that is chosen becomes a moment in the address, so that a link shows the same to everybody.
import { html, live, nothing, signal } from '../core/dom.js';
import { setQuery } from '../core/router.js';
import { now } from '../core/store.js';
import { FROM_START } from './audit-query.js';
import { chosen, since } from './time-words.js';

/** @type {[value: string, hours: number, word: string][]} */
const SINCE = [
  ['1h', 1, 'Last hour'],
  ['24h', 24, 'Last 24 h'],
  ['7d', 168, 'Last 7 days'],
  ['30d', 720, 'Last 30 days'],
];

const SET = 'set';
const BETWEEN = 'between';

/** @typedef {Record<string, string>} Query */

export function timeFilter() {
  /** Whether the two fields are shown although they are empty. */
  const unfolded = signal(false);

  /** @param {string} value */
  function pick(value) {
    unfolded.value = value === BETWEEN;
    const hours = SINCE.find(([name]) => name === value)?.[1];
    if (value === '') {
      setQuery({ from: null, to: null, ...FROM_START });
    } else if (hours) {
      setQuery({ from: since(hours, now.peek()), to: null, ...FROM_START });
    }
  }

  return {
    /** @param {Query} query @returns {import('../ui/pick-list.js').Filter} */
    filter: (query) => ({
      name: 'time',
      label: 'Time',
      value: query.from || query.to ? SET : '',
      choices: [
        ...(query.from || query.to ? [{ value: SET, word: chosen(query) }] : []),
        ...SINCE.map(([value, , word]) => ({ value, word })),
        { value: BETWEEN, word: 'Between…' },
      ],
      pick,
    }),
    /** @param {Query} query */
    fields: (query) => (unfolded.value || query.to ? html`${moment('From', 'from', query.from)}${moment('To', 'to', query.to)}` : nothing),
  };
}

/** A moment in UTC, as it is in the address. @param {string} label @param {'to' | 'from'} key @param {string | undefined} value */
const moment = (label, key, value) => html`<label class="filter ${value ? 'on' : ''}"><span>${label}</span><input
  type="datetime-local" step="1" aria-label="${label}, UTC" title="UTC" .value=${live((value ?? '').slice(0, 19).replace(/Z$/, ''))}
  @change=${(/** @type {any} */ event) => setQuery({ [key]: utc(event.target.value), ...FROM_START })} /></label>`;

/** @param {string} text as the field has it, with or without seconds */
const utc = (text) => (text ? `${text.length === 16 ? `${text}:00` : text}Z` : null);
