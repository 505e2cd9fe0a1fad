// @ts-check
// The audit log: every event, one session as a chain, the proof that nobody changed it, one event in full.
import { computed, effect, html, nothing, untracked } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { lazy } from '../core/lazy.js';
import { href, setQuery } from '../core/router.js';
import { styles } from '../core/styles.js';
import { isWholeSession } from '../audit/audit-query.js';
import { auditFeed } from '../audit/audit-feed.js';
import { eventCheck } from '../audit/event-check.js';
import { auditFilters } from '../audit/audit-filters.js';
import { auditBody } from '../audit/audit-states.js';
import { listKeys } from '../ui/list-keys.js';
import { logProof } from '../verify/log-proof.js';
import { newEvents } from '../audit/new-events.js';
import { close, openedEvent } from '../audit/opened-event.js';
import { pageHead } from '../shell/page-head.js';
import { pager } from '../audit/pager.js';
import { eventTable } from '../audit/table.js';
import { totalOf } from '../audit/search-words.js';
import { searchedLine } from '../audit/searched.js';
import { afterDrawing, keepFocus } from '../ui/sheet-focus.js';
import { markOf, placeOfFirst } from '../verify/verdict.js';
import { verification } from '../verify/verification.js';

await styles('pages/audit', 'pages/chain', 'pages/whole-log');

/** How many rows above an event are shown when one jumps to it. */
const CONTEXT = 6;

/** In the address: prove anew. Anything else there is the id of a run that the server keeps. */
const ANEW = '1';

const beside = lazy(() => import('../audit/inspector.js'));
const chainCard = lazy(async () => (await import('../verify/chain-card.js')).chainCard);

/** @typedef {import('../core/types.js').AuditEvent} AuditEvent */

/**
 * @param {typeof import('../core/router.js').route} route
 * @returns {import('../core/router.js').Page}
 */
export default function page(route) {
  const feed = auditFeed();
  const proof = verification();
  const check = eventCheck();
  const filters = auditFilters();
  const whole = logProof({ proof });
  const opening = openedEvent((id) => feed.feed.peek().page?.events.find(({ event_id: other }) => other === id));
  /** What is open, once it can be drawn. */
  const shown = computed(() => (opening.opened.value && beside() ? opening.opened.value : null));
  const events = computed(() => feed.feed.value.page?.events ?? []);
  /** The session that a verification would be about. */
  const target = computed(() => route.value.query.session ?? opening.opened.value?.event?.session_id ?? null);
  const run = computed(() => {
    const value = proof.run.value;
    const isOurs = value && (value.session === target.value || value.session === undefined);
    return route.value.query.verify && isOurs ? value : null;
  });
  const place = computed(() =>
    isWholeSession(route.value.query)
      ? placeOfFirst(events.value, run.value?.rows ?? null, feed.feed.value.ask.first)
      : null,
  );

  /** @param {AuditEvent} event */
  function mark(event) {
    const value = run.value;
    const found = value?.verdict ? markOf(value.verdict, value.rows, event) : null;
    return value?.kept && found === 'ok' ? null : found; // that it held then is not that it holds
  }

  /** @param {AuditEvent} event */
  const reason = (event) => run.value?.rows.get(event.event_id)?.failure_reason ?? null;

  /** @param {AuditEvent | null} event */
  function placeOf(event) {
    if (!event) {
      return null;
    }
    const row = run.value?.rows.get(event.event_id);
    const i = events.value.findIndex(({ event_id: id }) => id === event.event_id);
    return row?.position ?? (place.value !== null && i >= 0 ? place.value + i : null);
  }

  /** Where the event of a place is shown, with what came before it. @param {number} position */
  function hrefOf(position) {
    const rows = run.value?.verdict?.events ?? [];
    const i = rows.findIndex((row) => row.position === position);
    if (i < 0) {
      return null;
    }
    const isHere = events.value.some(({ event_id: id }) => id === rows[i].event_id);
    const from = rows[i - CONTEXT - 1];
    const jump = isHere ? {} : { cursor: null, before: null, after: from ? from.chain_seq : null };
    return href({ event: rows[i].event_id, ...jump });
  }

  function verify() {
    const session = target.peek();
    if (session) {
      proof.start(session);
      setQuery({ verify: ANEW }, { replace: true });
    }
  }

  function closeLog() {
    proof.clear();
    setQuery({ verify: null }, { replace: true });
  }

  /** A link with `verify` proves anew for whoever opens it, or shows the run that it names. */
  function follow() {
    const session = target.value;
    const { verify: asked } = route.value.query;
    if (asked && asked !== ANEW) {
      untracked(() => proof.open(asked));
    } else if (session && asked && proof.run.peek()?.session !== session) {
      untracked(() => proof.start(session));
    }
  }

  /** Once a run has an id, the address names it: a colleague sees the same. */
  function name() {
    const { id, session } = proof.server.followed.value ?? {};
    const { verify: asked, session: filter, event } = route.value.query;
    const unnamed = asked === undefined || asked === ANEW;
    if (id && unnamed && (session === null ? !filter : session === target.value)) {
      untracked(() => setQuery({ verify: id }, { replace: true }));
    } else if (id && asked === id && session && !filter && !event) {
      untracked(() => setQuery({ session }, { replace: true }));
    }
  }

  /** @type {unknown[]} */
  let drawn = [];

  /** Whoever comes with a link to an event finds its row in sight, also when a verdict takes room above it. */
  function showSelected() {
    const { page } = feed.feed.value;
    const now = [page, run.value?.verdict];
    if (page && now.some((one, i) => one !== drawn[i]) && route.peek().query.event) {
      afterDrawing(() => document.querySelector('tr[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
    }
    drawn = now;
  }

  let digested = '';

  /** Of an event that does not verify, what was signed and what is there now belong to what is told. */
  function readDigests() {
    const event = opening.opened.value?.event;
    const at = run.value?.verdict?.checked_at;
    const key = event && at && mark(event) === 'bad' ? `${event.event_id} ${at}` : '';
    if (event && key && key !== digested) {
      untracked(() => check.run(event.event_id, true));
    }
    digested = key;
  }

  function view() {
    const { query } = route.value;
    const opened = shown.value;
    return html`<div class="audit ${opened ? 'with-insp' : ''} ${query.session ? 'in-session' : ''}">
        ${pageHead({ title: 'Audit log' })}
        <div class="audit-top">${filters.view(query, events.value)}${query.session ? nothing : whole.control(query.verify, proof.startAll)}</div>
        ${query.session ? chain(query.session) : whole.view(query.verify, proof.startAll, closeLog)}
        <section class="card logcard" aria-label="List of events">${auditBody(feed.feed.value, query, feed.reload, list)}</section>
      </div>
      ${opened ? detail(opened) : nothing}`;
  }

  /** @param {string} session */
  const chain = (session) =>
    chainCard()?.({ session, run: run.value, verify, cancel: proof.cancel, hrefOf }) ?? html`<div class="card chain" aria-busy="true"></div>`;

  /** @param {import('../audit/audit-query.js').Shown} shown */
  function list(shown) {
    const { query } = route.value;
    const { ask, loading } = feed.feed.value;
    const rows = {
      events: shown.events,
      chain: ask.ascending,
      place: place.value,
      markOf: mark,
      reasonOf: reason,
      selected: query.event,
      busy: loading,
    };
    return html`${eventTable(rows)}${newEvents(feed.fresh.value, feed.feed.value, feed.reload, query.size)}${searchedLine(shown)}${pager({
      where: where(shown),
      size: query.size,
      page: shown,
      first: ask.first,
    })}`;
  }

  /** @param {import('../audit/audit-query.js').Shown} page */
  function where({ events: shown, total: all, searched }) {
    const first = place.value;
    const total = run.value?.verdict?.event_count;
    if (first !== null) {
      const known = total !== undefined ? ` of ${count(total)}` : '';
      return `Events ${count(first)}–${count(first + shown.length - 1)}${known}`;
    }
    return `Seq ${count(shown[0].chain_seq)}–${count(shown[shown.length - 1].chain_seq)}${totalOf(all, searched !== null)}`;
  }

  /** @param {import('../audit/opened-event.js').Opened} opened */
  function detail(opened) {
    const i = events.value.findIndex(({ event_id: id }) => id === opened.id);
    const at = (/** @type {number} */ index) => (i >= 0 ? (events.value[index]?.event_id ?? null) : null);
    return beside()?.inspector({
      opened,
      place: placeOf(opened.event),
      mark: opened.event ? mark(opened.event) : null,
      run: run.value,
      steps: { up: at(i - 1), down: at(i + 1) },
      verify,
      retry: opening.retry,
      check,
    });
  }

  /** Esc closes the event; says whether there was one. */
  function escape() {
    const isOpen = Boolean(opening.opened.peek());
    if (isOpen) {
      close();
    }
    return isOpen;
  }

  /** @type {(() => void)[]} */
  let stops = [];
  return {
    title: 'Audit log',
    view,
    mount() {
      feed.start();
      filters.start();
      opening.start();
      stops = [effect(follow), effect(readDigests), effect(showSelected), effect(name), proof.follow(), whole.follow(), listKeys(escape), keepFocus(shown)];
    },
    unmount() {
      stops.forEach((stop) => stop());
      proof.clear();
      filters.stop();
      opening.stop();
      feed.stop();
    },
  };
}
