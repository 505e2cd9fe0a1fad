// @ts-check
// Who changed an agent's policies to what, in a console, by code or in the database: newest first.
import { html, nothing } from '../core/dom.js';
import { get } from '../core/api.js';
import { sentence } from '../core/fmt.js';
import { url } from '../core/router.js';
import { empty } from '../ui/states.js';
import { stampOf } from '../ui/time.js';
import { part } from './part.js';
import { differences, memberWords, valueWords } from './policy-diff.js';
import { reading } from './reading.js';

/** @typedef {import('./policy-diff.js').PolicyChange} PolicyChange */
/** @typedef {{ type: string, change: PolicyChange, before: unknown }} Line before: what it said until then; undefined: not read */

const LIMIT = 20;

/**
 * @param {string} id
 * @param {string[]} types
 */
export function policyHistory(id, types) {
  const read = reading(async (options) => {
    const pages = await Promise.all(types.map((type) => get(`/api/policies/${encodeURIComponent(id)}/${type}/history`, { limit: LIMIT }, options)));
    return pages.flatMap(linesOf).sort((a, b) => Date.parse(b.change.changed_at) - Date.parse(a.change.changed_at) || b.change.change_id - a.change.change_id);
  });
  return {
    read: read.read,
    soon: read.soon,
    follow: read.follow,
    view: () =>
      part({
        read: read.state.value,
        retry: read.read,
        what: 'The history',
        rows: 4,
        view: (lines) => (lines.length === 0 ? none : html`<ol class="ag-history">${lines.map(entry)}</ol>`),
      }),
  };
}

const none = empty('No changes yet', 'Whoever stores or changes such a policy appears here: an admin, code that registers it, or SQL.');

/**
 * Each change beside what the policy said before it; of the oldest of a page that goes on, nobody read that.
 *
 * @param {{ policy_type: string, changes: PolicyChange[], next_cursor: number | null }} page
 * @returns {Line[]}
 */
export const linesOf = ({ policy_type: type, changes, next_cursor: next }) =>
  changes.map((change, i) => ({
    type,
    change,
    before: i + 1 < changes.length ? changes[i + 1].policy : next === null ? null : undefined,
  }));

/** @type {Record<PolicyChange['deed'], string>} */
const DEEDS = { found: 'was there when the history began', created: 'stored', changed: 'changed', deleted: 'deleted' };

/** @param {Line} line */
const entry = ({ type, change, before }) => html`<li>
  <p class="t13"><b class="med">${memberWords(type)} policy ${DEEDS[change.deed] ?? change.deed}</b> <span class="muted">${stampOf(change.changed_at)}</span></p>
  <p class="t13 dim wrap-any">${sentence(change.summary)}${change.reason ? html` <span dir="auto">“${change.reason}”</span>` : nothing}${
    change.event_id ? html` <a class="t12" href=${url('/audit', { event: change.event_id })}>audit event</a>` : nothing
  }</p>
  ${said(change, before)}</li>`;

/** @param {PolicyChange} change @param {unknown} before */
function said({ policy, deed }, before) {
  if (deed === 'deleted' || policy === null) {
    return nothing;
  }
  const found = differences(before === null ? {} : before, policy);
  return found.length === 0
    ? nothing
    : html`<ul class="ag-diff t13">${found.map((one) => html`<li class="wrap-any"><span class="muted">${memberWords(one.name)}</span> ${
        'added' in one ? html`${one.added.map((name) => mark('added', name))}${one.removed.map((name) => mark('removed', name))}` : value(one, before === null)
      }</li>`)}</ul>`;
}

/** @param {'added' | 'removed'} word @param {string} name */
const mark = (word, name) => html`<code class="ag-${word}"><span aria-hidden="true">${word === 'added' ? '+' : '−'}</span><span class="sr">${word} </span><bdi>${name}</bdi></code> `;

/** @param {import('./policy-diff.js').ValueDifference} one @param {boolean} isFirst */
const value = ({ from, to }, isFirst) =>
  html`<span class="num">${isFirst ? nothing : html`${valueWords(from)} → `}<b class="med">${valueWords(to)}</b></span>`;
