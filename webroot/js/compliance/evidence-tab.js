// @ts-check
// Evidence: the report of a window of the log, and the signed bundle of the same window.
import { effect, html, nothing, untracked } from '../core/dom.js';
import { sentence } from '../core/fmt.js';
import { href, route, setQuery, url } from '../core/router.js';
import { now } from '../core/store.js';
import { empty, failure, skeletonRows } from '../ui/states.js';
import { timeOf } from '../ui/time.js';
import { bundleCard } from './bundle-card.js';
import { PERIODS, fieldOf, momentOf, periodOf, windowOf, wrongWith } from './period.js';
import { reading } from '../core/reading.js';
import { reportView } from './report-view.js';
import { tabOf } from './tabs.js';

/** The server counts for up to a minute. */
const PATIENCE_MS = 90_000;

export function evidenceTab() {
  const { read, ask, again, stop } = reading(PATIENCE_MS);
  const bundle = bundleCard();
  let stopFollowing = () => {};

  function count() {
    const { query } = route.peek();
    if (wrongWith(query)) {
      stop();
    } else {
      ask('/api/compliance/report', windowOf(query, now.peek()));
    }
  }

  return {
    tools: () => tools(route.value.query),
    view: () => html`<div class="evid">
        <section class="card" aria-labelledby="ev-t" aria-busy=${read.value.loading ? 'true' : 'false'}><header class="panel-head"><h2 id="ev-t">Article 12 of
          Regulation (EU) 2024/1689</h2><span class="muted t13">what the log shows, and what it does not</span></header>${body()}</section>
        ${bundle.view(read.value.known?.window ?? null)}
      </div>`,
    mount() {
      let before = '';
      stopFollowing = effect(() => {
        const { period, from, to, tab } = route.value.query;
        const key = JSON.stringify([period, from, to]);
        if (key !== before && tabOf(tab) === 'evidence') {
          before = key;
          untracked(() => {
            bundle.forget();
            count();
          });
        }
      });
    },
    unmount() {
      stopFollowing();
      stop();
    },
  };

  function body() {
    const wrong = wrongWith(route.value.query);
    const { known, error } = read.value;
    if (wrong || error?.code === 'invalid_window') {
      return empty('This window cannot be reported on', wrong ?? sentence(error?.message ?? ''), html`<a class="btn" href="/compliance">Show the last 7 days</a>`);
    }
    if (error?.status === 403) {
      return empty('Not allowed', 'Your role may not read the evidence report.');
    }
    if (error?.code === 'too_slow' || error?.code === 'too_many_reports') {
      return empty('It was not counted', sentence(error.message), html`<button type="button" class="btn" @click=${again}>Try again</button>`);
    }
    if (error) {
      return failure({ title: 'The report cannot be read', error, retry: again });
    }
    return known ? reportView(known) : html`<div class="pad">${skeletonRows(9)}</div>`;
  }

  /** @param {Record<string, string>} query */
  function tools(query) {
    const chosen = periodOf(query);
    const { known, loading } = read.value;
    const custom = known ? { period: null, from: second(known.window.start), to: second(known.window.end) } : null;
    return html`<span class="seg" role="group" aria-label="Period">${PERIODS.map(
        ([name, , word]) => html`<a data-replace href=${url('/compliance', { period: name === '7d' ? null : name })} aria-current=${chosen === name ? 'true' : nothing}>${word}</a>`,
      )}${
        custom && chosen !== null
          ? html`<a data-replace href=${href(custom)}>Other…</a>`
          : html`<a data-replace href=${href({})} aria-current=${chosen === null ? 'true' : nothing}>Other…</a>`
      }</span>
      ${chosen === null ? html`${moment('From', 'from', query.from)}${moment('To', 'to', query.to)}` : nothing}
      <span class="row">${known ? html`<span class="muted t13">Counted ${timeOf(known.generated_at)}</span>` : nothing}<button type="button" class="btn sm"
        aria-disabled=${loading ? 'true' : nothing} @click=${() => loading || count()}>${loading ? 'Counting…' : 'Count again'}</button></span>`;
  }
}

/** A whole second is what a field can show. @param {string} iso */
const second = (iso) => `${iso.slice(0, 19)}Z`;

/** @param {string} label @param {string} key in the address, @param {string | undefined} value */
const moment = (label, key, value) => html`<label class="filter ${value ? 'on' : ''}"><span>${label}</span><input type="datetime-local" step="1"
  aria-label="${label}, UTC" title="UTC" .value=${fieldOf(value)} @change=${(/** @type {any} */ event) =>
    setQuery({ [key]: momentOf(event.target.value) }, { replace: true })} /></label>`;
