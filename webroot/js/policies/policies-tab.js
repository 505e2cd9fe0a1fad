// @ts-check
// Policies as they are stored, of all agents, and each with its history. They are changed elsewhere; here they are read.
import { effect, html, icon, live, nothing, repeat, untracked } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { href, route, setQuery } from '../core/router.js';
import { on, onRefresh } from '../core/stream.js';
import { styles } from '../core/styles.js';
import { listKeys } from '../ui/list-keys.js';
import { afterDrawing } from '../ui/sheet-focus.js';
import { empty, failure, skeletonRows } from '../ui/states.js';
import { agoOf } from '../ui/time.js';
import { policiesFeed } from './policies-feed.js';
import { policyDetail } from './policy-detail.js';
import { openOf, ofType, shownOf } from './policy-list.js';
import { TYPES, says, typeWord } from './policy-words.js';

await styles('components/changes', 'pages/policies');

export function policiesTab() {
  const feed = policiesFeed();
  /** @type {(() => void)[]} */
  let stops = [];

  function view() {
    const { query } = route.value;
    const open = openOf(query.policy);
    const { rows } = feed.listed.value;
    const row = rows?.find((one) => one.agent_id === open?.agent && one.policy_type === open?.type) ?? null;
    return html`<div class="pol ${open ? 'with-detail' : ''}">
      <section class="card pol-l" aria-label="Policies" aria-busy=${feed.listed.value.loading ? 'true' : 'false'}>${body(query)}</section>
      ${
        open
          ? policyDetail({
              ...open,
              row,
              listed: feed.listed.value,
              told: feed.told.value,
              retry: () => feed.open(open.agent, open.type),
              further: (cursor) => feed.open(open.agent, open.type, cursor),
            })
          : nothing
      }</div>`;
  }

  /** @param {Record<string, string>} query */
  function body(query) {
    const { rows, error, more, loading } = feed.listed.value;
    if (error) {
      return error.status === 403 ? empty('Not allowed', 'Your role may not see policies.') : failure({ title: 'Policies cannot be read', error, retry: feed.read });
    }
    if (!rows) {
      return html`<div class="pad pad-t">${skeletonRows(8)}</div>`;
    }
    if (rows.length === 0) {
      return empty('No policy is stored', 'Agents store theirs when they register them. Without a scope policy, scope checks refuse everything.');
    }
    const shown = shownOf(rows, query);
    return html`${
      shown.length === 0
        ? empty('No policy matches', 'Another filter may.', html`<a class="btn" data-replace href=${href({ type: null, q: null })}>Clear filters</a>`)
        : html`<div class="scroll"><table class="table policies"><thead><tr><th scope="col">Agent</th><th scope="col">Type</th><th scope="col" class="says">Says</th><th scope="col">Stored</th></tr></thead>
            <tbody>${repeat(shown, (one) => `${one.agent_id}/${one.policy_type}`, (one) => line(one, query.policy))}</tbody></table></div>`
    }${
      more
        ? html`<p class="pad pad-t"><button type="button" class="btn sm" aria-disabled=${loading ? 'true' : nothing} @click=${() => loading || feed.read(more)}>${loading ? 'Reading…' : 'Read further'}</button>
            <span class="muted t13">Filters look at the ${count(rows.length)} that were read.</span></p>`
        : nothing
    }`;
  }

  return {
    view,
    tools: () => (feed.listed.value.rows?.length ? tools(feed.listed.value.rows, route.value.query) : nothing),
    mount() {
      feed.read();
      let before = route.peek().query.policy ?? '';
      const first = openOf(before);
      if (first) {
        feed.open(first.agent, first.type);
      }
      stops = [
        onRefresh(again),
        on('audit', ({ kind }) => String(kind).startsWith('policy.') && again()),
        listKeys(close),
        effect(() => {
          const name = route.value.query.policy ?? '';
          const open = openOf(name);
          if (name !== before) {
            const wasOpen = before;
            before = name;
            untracked(() => {
              open ? feed.open(open.agent, open.type) : feed.close();
              afterDrawing(() => focusOn(open ? '#pol-t' : `[data-row="${CSS.escape(wasOpen)}"]`));
            });
          }
        }),
      ];
    },
    unmount() {
      stops.forEach((stop) => stop());
      feed.stop();
    },
  };

  function again() {
    const open = openOf(route.peek().query.policy);
    feed.read();
    if (open) {
      feed.open(open.agent, open.type);
    }
  }
}

/** Esc closes the open one; says whether there was one. */
function close() {
  const isOpen = Boolean(route.peek().query.policy);
  if (isOpen) {
    setQuery({ policy: null }, { replace: true });
  }
  return isOpen;
}

/** @param {string} selector */
function focusOn(selector) {
  const element = document.querySelector(selector);
  if (element instanceof HTMLElement) {
    element.focus({ preventScroll: true });
  }
}

/** @param {any[]} rows @param {Record<string, string>} query */
const tools = (rows, query) => html`<span class="seg" role="group" aria-label="Type">${[['', 'All'], ...TYPES].map(
    ([type, word]) => html`<a data-replace href=${href({ type, policy: null })} aria-current=${(query.type ?? '') === type ? 'true' : nothing}>${word} <span
      class="num">${ofType(rows, type).length}</span></a>`,
  )}</span>
  <label class="searchbox">${icon('search', undefined, 's')}<input type="search" data-hotkey="/" aria-label="Find an agent" placeholder="Find an agent" autocomplete="off"
    spellcheck="false" maxlength="200" .value=${live(query.q ?? '')} @input=${(/** @type {any} */ event) => setQuery({ q: event.target.value }, { replace: true })} /></label>`;

/** @param {any} one @param {string | undefined} open */
const line = (one, open) => html`<tr aria-selected=${open === `${one.agent_id}/${one.policy_type}` ? 'true' : 'false'}>
  <th scope="row"><a class="rowlink trunc" dir="auto" data-row="${one.agent_id}/${one.policy_type}" data-replace=${open ? '' : nothing}
    href=${href({ policy: `${one.agent_id}/${one.policy_type}` })}>${one.agent_id}</a></th>
  <td>${typeWord(one.policy_type)}</td><td class="dim says"><span class="trunc">${says(one)}</span></td><td class="muted">${agoOf(one.updated_at)}</td></tr>`;
