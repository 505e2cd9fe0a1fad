// @ts-check
// What an agent did last, live; the audit log has the rest.
import { html, icon, nothing } from '../core/dom.js';
import { plural } from '../core/fmt.js';
import { agentUrl } from '../core/agent-url.js';
import { url } from '../core/router.js';
import { eventTable } from '../audit/table.js';
import { listKeys } from '../ui/list-keys.js';
import { empty } from '../ui/states.js';
import { part } from './part.js';
import { MOST, trailFeed } from './trail-feed.js';

const PLACE = '.ag-trail';

/** @type {[value: string, word: string][]} */
const OUTCOMES = [
  ['', 'All'],
  ['blocked', 'Blocked'],
  ['error', 'Errors'],
];

/** @type {import('./tab-bar.js').MakeTab} */
export default function trail(id, query) {
  const feed = trailFeed(id, query, PLACE);

  function view() {
    const outcome = query.value.outcome ?? '';
    return html`<section class="card logcard ag-trail" aria-labelledby="trail-t" @pointerleave=${feed.release} @focusout=${feed.release}>
      <header class="panel-head"><h2 id="trail-t">Newest events</h2><div class="seg" role="group" aria-label="Show events">${OUTCOMES.map(
        ([value, word]) => html`<a href=${agentUrl(id, { tab: 'trail', outcome: value })} data-replace
          aria-current=${outcome === value ? 'true' : nothing}>${word}</a>`,
      )}</div><a class="end t13" href=${url('/audit', { agent: id, outcome })}>Open in the audit log</a></header><div class="ag-rows">${pill()}${part({
      read: feed.state.value,
      retry: feed.retry,
      what: 'The events',
      rows: 16,
      look: 'sk-row',
      view: (events) => (events.length === 0 ? none(outcome) : list(events, outcome)),
    })}</div></section>`;
  }

  function pill() {
    const { count } = feed.waiting.value;
    return count === 0
      ? nothing
      : html`<button type="button" class="newpill num" @click=${feed.show}>${icon('up', undefined, 's')}${plural(count, 'new event')}</button>`;
  }

  /** @param {import('../core/types.js').AuditEvent[]} events @param {string} outcome */
  const list = (events, outcome) => html`${eventTable({
    events,
    chain: false,
    place: null,
    markOf: () => null,
    reasonOf: () => null,
    selected: undefined,
    busy: false,
    to: (patch) => url('/audit', { agent: id, ...patch }),
  })}${
    events.length < MOST
      ? nothing
      : html`<p class="ag-foot t13 muted">The ${MOST} newest. <a href=${url('/audit', { agent: id, outcome })}>All of them are in the audit log</a></p>`
  }`;

  return {
    view,
    follow() {
      const stops = [feed.follow(), listKeys(() => false)];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** @param {string} outcome */
const none = (outcome) =>
  outcome
    ? empty('No such event', 'This agent wrote none with this outcome.')
    : empty('Nothing written yet', 'Every governed act of this agent appears here as soon as it is written.');
