// @ts-check
// The live stream: every event as it is written, the newest first.
import { computed, effect, html, icon, nothing, untracked, watch } from '../core/dom.js';
import { plural } from '../core/fmt.js';
import { lazy } from '../core/lazy.js';
import { setQuery } from '../core/router.js';
import { zone } from '../core/store.js';
import { styles } from '../core/styles.js';
import { openedEvent } from '../audit/opened-event.js';
import { lineShown } from '../shell/connection-pill.js';
import { pageHead } from '../shell/page-head.js';
import * as rows from '../stream/rows.js';
import { streamFeed } from '../stream/stream-feed.js';
import { streamKeys } from '../stream/stream-keys.js';
import { streamBody } from '../stream/stream-states.js';
import { streamStatus } from '../stream/stream-status.js';
import { streamToolbar } from '../stream/stream-toolbar.js';
import { listKeys } from '../ui/list-keys.js';
import { keepFocus } from '../ui/sheet-focus.js';
import '../ui/vlist.js';

await styles('pages/stream');

/** @typedef {import('../stream/entry.js').Entry} Entry */

/**
 * @param {typeof import('../core/router.js').route} route
 * @returns {import('../core/router.js').Page}
 */
export default function page(route) {
  const feed = streamFeed();
  const detail = lazy(async () => (await import('../stream/detail.js')).eventDetail());
  const opening = openedEvent(() => undefined, '/stream'); // rows hold too little of an event
  const opened = computed(() => (opening.opened.value && detail() ? opening.opened.value : null));
  const there = computed(() => {
    const { length, kept } = feed.outline.value;
    return length > 0 ? 'rows' : kept > 0 ? 'others' : 'none';
  });

  /** @type {import('../ui/vlist.js').Parts} */
  const parts = {
    label: 'Events, newest first',
    rowHeight: rows.rowHeight,
    head: rows.head,
    cells: rows.cells,
    classes: rows.classes,
    key: (/** @type {Entry} */ { id }) => id,
    open: (/** @type {Entry} */ { id }) => setQuery({ event: id }, { replace: Boolean(route.peek().query.event) }),
    scrolled: (away) => (feed.holds.scrolled.value = away),
    chosen: (key) => (feed.holds.chosen.value = key !== null),
    pointed: feed.holds.pointed,
    left: feed.holds.left,
  };

  const list = () => html`<gc-vlist class="vlist" .parts=${parts} .context=${zone.value} .rows=${watch(
    feed.shown,
  )} .selected=${route.value.query.event ?? null}></gc-vlist>`;

  function view() {
    const { query } = route.value;
    const open = opened.value;
    return html`<div class="stream ${open ? 'with-insp' : ''}">
        ${pageHead({ title: 'Live stream', sub: streamStatus(feed, lineShown.value) })}
        ${streamToolbar(query, feed.paused.value, feed.outline)}
        <section class="card streamcard" aria-label="List of events">${pill()}${streamBody(
          feed.read.value,
          there.value,
          query,
          feed.reload,
          list,
        )}</section>
      </div>
      ${open ? detail()?.view(open, steps(open.id), opening.retry) : nothing}`;
  }

  /** What came while the list stands still. */
  const pill = () =>
    watch(feed.figures, (/** @type {import('../stream/stream-figures.js').Figures} */ { fresh, missed }) =>
      feed.holds.away.peek() && (fresh > 0 || missed)
        ? html`<button type="button" class="newpill num" @click=${toNewest}>${icon('up', undefined, 's')}${
            missed ? 'New events' : plural(fresh, 'new event')
          }</button>`
        : nothing,
    );

  function toNewest() {
    feed.toNewest();
    const shown = /** @type {import('../ui/vlist.js').VirtualList | null} */ (document.querySelector('gc-vlist'));
    shown?.toBeginning();
    shown?.focus({ preventScroll: true });
  }

  /** The rows above and below the open one. @param {string} id */
  function steps(id) {
    const { length, at } = feed.shown.peek();
    for (let i = 0; i < length; i += 1) {
      if (at(i)?.id === id) {
        return { up: at(i - 1)?.id ?? null, down: at(i + 1)?.id ?? null };
      }
    }
    return { up: null, down: null };
  }

  /** An open event holds the list until somebody asks for the newest or closes it. */
  function holdWhileOpen() {
    const isOpen = Boolean(route.value.query.event);
    untracked(() => (feed.holds.opened.value = isOpen));
  }

  /** Esc closes the event; says whether there was one. */
  function escape() {
    const isOpen = Boolean(opening.opened.peek());
    if (isOpen) {
      setQuery({ event: null }, { replace: true });
    }
    return isOpen;
  }

  /** Listens for the checks that are begun beside an event, from the first event on. */
  function followDetail() {
    const loaded = opened.value && detail();
    untracked(() => {
      if (loaded && !leaveDetail) {
        const stop = loaded.follow();
        leaveDetail = () => {
          stop();
          loaded.clear();
        };
      }
    });
  }

  /** @type {(() => void) | null} */
  let leaveDetail = null;
  /** @type {(() => void)[]} */
  let stops = [];
  return {
    title: 'Live stream',
    view,
    mount() {
      feed.start();
      opening.start();
      stops = [
        effect(holdWhileOpen),
        effect(followDetail),
        listKeys(escape),
        streamKeys(),
        keepFocus(opened),
      ];
    },
    unmount() {
      stops.forEach((stop) => stop());
      leaveDetail?.();
      opening.stop();
      feed.stop();
    },
  };
}
