// @ts-check
// One policy: what it says now, what waits for another admin, and every change with who made it and why.
import { html, icon, nothing } from '../core/dom.js';
import { sentence } from '../core/fmt.js';
import { href, url } from '../core/router.js';
import { glyph } from '../ui/glyph.js';
import { empty, failure, skeletonRows } from '../ui/states.js';
import { agoOf, stampOf } from '../ui/time.js';
import { differences } from './policy-diff.js';
import { membersOf, typeWord } from './policy-words.js';

/** @type {Record<string, string>} */
const DEEDS = { found: 'Found', created: 'Created', changed: 'Changed', deleted: 'Deleted' };

/**
 * @param {object} parts
 * @param {string} parts.agent
 * @param {string} parts.type
 * @param {any} parts.row as it is listed; null when it is not
 * @param {import('./policies-feed.js').Listed} parts.listed what was read of all
 * @param {import('./policies-feed.js').Told | null} parts.told
 * @param {() => void} parts.retry
 * @param {(cursor: number) => void} parts.further
 */
export const policyDetail = ({ agent, type, row, listed, told, retry, further }) => html`<section class="card pol-d" aria-labelledby="pol-t">
  <header class="panel-head"><h2 id="pol-t" tabindex="-1"><span class="wrap-any" dir="auto">${agent}</span> <span class="muted">${typeWord(type)}</span></h2>
    <a class="btn quiet icon sm end" href=${href({ policy: null })} data-replace aria-label="Close" title="Close (Esc)">${icon('x', undefined, 's')}</a></header>
  ${row ? members(row) : absent(listed)}
  ${told?.proposals.map(proposal) ?? nothing}
  <h3 class="pad">History</h3>${history(told, retry, further)}
</section>`;

/** Why it is not shown what it says: only of a list that was read whole anything is known to be missing. @param {import('./policies-feed.js').Listed} listed */
function absent({ rows, more, error }) {
  if (!rows && !error) {
    return html`<div class="pad">${skeletonRows(3)}</div>`;
  }
  const words = error ? 'What it says now is not known.' : more ? 'It is not among those that were read so far.' : 'No such policy is stored now.';
  return html`<p class="pad dim">${words}</p>`;
}

/** @param {any} row */
const members = (row) => html`<dl class="kvs pad pol-m">${membersOf(row).map(
  ({ label, value }) => html`<div class="kv"><dt>${label}</dt><dd class="wrap-any">${
    Array.isArray(value) ? (value.length === 0 ? 'none' : html`<ul class="chips">${value.map((one) => html`<li dir="auto">${one}</li>`)}</ul>`) : value
  }</dd></div>`,
)}</dl><p class="pad t12 muted">Stored ${stampOf(row.updated_at)}</p>`;

/** @param {any} one */
const proposal = (one) => html`<div class="banner"><span>${icon('clock')}</span><span class="wrap-any"><b>A change waits for another admin.</b> ${one.proposed_by} proposed
  it ${agoOf(one.proposed_at)}: “${one.reason}”. It lapses ${stampOf(one.expires_at)}.</span></div>`;

/** @param {import('./policies-feed.js').Told | null} told @param {() => void} retry @param {(cursor: number) => void} further */
function history(told, retry, further) {
  if (told?.error) {
    return told.error.status === 403
      ? empty('Not allowed', 'Your role may not see how policies were changed.')
      : failure({ title: 'The history cannot be read', error: told.error, retry });
  }
  if (!told?.changes) {
    return html`<div class="pad">${skeletonRows(3)}</div>`;
  }
  const { changes, more, loading } = told;
  return changes.length === 0
    ? html`<p class="pad dim">No change of it is kept.</p>`
    : html`<ol class="changes">${changes.map((one, i) => change(one, changes[i + 1], more !== null))}</ol>${
        more === null
          ? nothing
          : html`<p class="pad"><button type="button" class="btn sm" aria-disabled=${loading ? 'true' : nothing} @click=${() => loading || further(more)}>Show
              earlier changes</button></p>`
      }`;
}

/** @param {any} one @param {any} before the change before it, where it is shown @param {boolean} more whether there are others that are not */
const change = (one, before, more) => html`<li>${glyph('none')}<div class="grow">
  <p class="row wrap"><b class="med">${DEEDS[one.deed] ?? one.deed}</b><span class="muted t12">${stampOf(one.changed_at)}</span></p>
  <p class="t13 dim wrap-any">${sentence(one.summary)}${one.proposed_by ? ` ${one.proposed_by} had proposed it.` : ''}${
    one.event_id ? html` <a href=${url('/audit', { event: one.event_id })}>Event</a>` : nothing
  }</p>
  ${one.reason ? html`<p class="t13 wrap-any">“${one.reason}”</p>` : nothing}
  ${before || !more ? what(one, before) : nothing}</div></li>`;

/** @param {any} one @param {any} before */
function what(one, before) {
  if (one.deed !== 'changed') {
    return nothing;
  }
  const all = differences(before?.policy ?? null, one.policy);
  return all.length === 0
    ? html`<p class="t12 muted">Nothing that is shown here became another.</p>`
    : html`<ul class="diff t13">${all.map(
        ({ label, before: was, after: is, added, removed }) => html`<li><span class="muted">${label}</span> <span class="wrap-any">${
          was === null
            ? html`${removed.map((item) => html`<del>${item}</del> `)}${added.map((item) => html`<ins>${item}</ins> `)}`
            : html`<del>${was}</del> <ins>${is}</ins>`
        }</span></li>`,
      )}</ul>`;
}
