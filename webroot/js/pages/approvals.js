// @ts-check
// Approvals: what agents may do only when a person says so, and what people said.
import { computed, effect, html, nothing, repeat, untracked } from '../core/dom.js';
import { IDLE } from '../core/act.js';
import { fleet, me, now } from '../core/store.js';
import { styles } from '../core/styles.js';
import { announce } from '../ui/announce.js';
import { closeForm } from '../approvals/act-form.js';
import { ACTS, claimOf, openForm as openedBy } from '../approvals/approval-acts.js';
import { approvalFilters } from '../approvals/approval-filters.js';
import { narrowed } from '../approvals/narrowed.js';
import { eyesOf, timeLeft } from '../approvals/approval-view.js';
import { approvalsFeed } from '../approvals/approvals-feed.js';
import { approversOf, approverWords } from '../approvals/approvers.js';
import { begunActs } from '../approvals/begun-acts.js';
import { listKeys } from '../ui/list-keys.js';
import { pageHead } from '../shell/page-head.js';
import { requestCard } from '../approvals/request-card.js';
import { passed, wordsOf } from '../approvals/spoken.js';
import { pickLists } from '../ui/pick-list.js';
import { resolvedList } from '../approvals/resolved-list.js';
import { afterDrawing } from '../ui/sheet-focus.js';
import { toast } from '../ui/toast.js';
import { waiting } from '../approvals/waiting-states.js';

await styles('pages/approvals');

/** @typedef {import('../approvals/request-cards.js').Card} Card */
/** @typedef {import('../approvals/approval-acts.js').ActName} ActName */
/** @typedef {ActName | 'withdraw'} Verb */

/** Of so many requests at most it is read who else can decide. */
const MOST_READ = 20;

/** What needs no form, unless it is done over somebody's claim. @type {ActName[]} */
const DIRECT = ['claim', 'release'];

/**
 * @param {typeof import('../core/router.js').route} route
 * @returns {import('../core/router.js').Page}
 */
export default function page(route) {
  const feed = approvalsFeed();
  const acts = begunActs();
  const others = approversOf();
  const lists = pickLists();
  /** The expired ones, so that a tick redraws the page only when one joins them. */
  const expired = computed(() =>
    (feed.cards.value.items ?? [])
      .filter(({ approval }) => timeLeft(approval, now.value).expired)
      .map(({ approval }) => approval.request_id)
      .join(' '),
  );
  /** The claims that count, likewise. */
  const claims = computed(() =>
    (feed.cards.value.items ?? [])
      .filter(({ approval }) => claimOf(approval, '', now.value))
      .map(({ approval }) => approval.request_id)
      .join(' '),
  );
  const open = computed(() => openedBy(route.value.query));

  /** @param {string} id @param {Verb} name @param {string} [state] what the console made of it */
  function done(id, name, state) {
    const hasForm = open.peek().id === id && open.peek().name === name;
    const focused = name === 'grant' || name === 'deny' ? nextAfter(id) : id;
    toast(state === 'second_approver_wanted' ? 'Granted first: another admin has to grant it, too' : doneWords(name));
    feed.load();
    if (hasForm) {
      closeForm();
      afterDrawing(() => document.getElementById(`req-${focused}`)?.focus());
    }
  }

  /** @param {string} id */
  function nextAfter(id) {
    const waits = narrowed(feed.cards.peek().items ?? [], route.peek().query)
      .filter(({ gone }) => !gone)
      .map(({ approval }) => approval.request_id);
    const i = waits.indexOf(id);
    return waits[i + 1] ?? waits[i - 1] ?? id;
  }

  /**
   * @template {Verb} Name
   * @param {string} id
   * @param {Name} name
   * @returns {import('../approvals/act-form.js').Begun<Name>}
   */
  function actOn(id, name) {
    const begun = acts.find(id, name);
    return {
      name,
      state: begun?.act.state.value ?? IDLE,
      failedAt: begun?.failedAt ?? 0,
      send: async (body) => {
        const one = acts.begin(id, name, (answer) => done(id, name, answer.state));
        await one.act.send(`/api/gates/${id}/${name}`, body);
        one.failedAt = now.peek();
        const { error } = one.act.state.peek();
        if (error) {
          refused(id, error.current);
        }
      },
    };
  }

  /**
   * Somebody may have been faster: then their decision takes the form's place. What is filled in for another request stays.
   *
   * @param {string} id
   * @param {import('../core/types.js').ApprovalState | null} current
   */
  function refused(id, current) {
    feed.load();
    if (current && current.state !== 'pending') {
      const filledIn = open.peek().id;
      feed.tooLate(current);
      if (filledIn === id) {
        closeForm();
      }
      afterDrawing(() => {
        if (filledIn === id || filledIn === '') {
          document.getElementById(`req-${id}`)?.focus();
        }
        announce(document.querySelector(`[data-request="${CSS.escape(id)}"] .ended`)?.textContent ?? '');
      });
    }
  }

  /** @param {Card} card */
  function cardOf(card) {
    const { approval } = card;
    const id = approval.request_id;
    const form = open.value.id === id ? actOn(id, open.value.name) : null;
    return requestCard({
      card,
      form,
      direct: DIRECT.filter((name) => name !== form?.name).map((name) => actOn(id, name)),
      withdraw: actOn(id, 'withdraw'),
      claim: claims.value.includes(id) ? claimOf(approval, me.value?.user_id, now.peek()) : null,
      halted: isHalted(approval.agent_id),
      expired: expired.value.includes(id),
      others: approverWords(others.known.value.get(id)),
    });
  }

  /** @param {Card[]} cards */
  const list = (cards) => html`<div class="col gap12">${repeat(cards, ({ approval }) => approval.request_id, cardOf)}</div>`;

  function view() {
    const { query } = route.value;
    const { items } = feed.cards.value;
    const waits = narrowed(items ?? [], query).filter(({ gone }) => !gone).length;
    const all = items?.filter(({ gone }) => !gone).length ?? 0;
    return html`${pageHead({ title: 'Approvals' })}
      <div class="appr">
        <section aria-labelledby="waiting-t"><div class="sec-h"><h2 id="waiting-t">Waiting for a decision</h2>${
          all > 0 ? html`<span class="count">${waits < all ? `${waits} of ${all}` : all}</span>` : nothing
        }${approvalFilters(lists, items, query)}</div>${waiting(feed.cards.value, feed.load, list, query)}</section>
        <section aria-labelledby="resolved-t"><div class="sec-h"><h2 id="resolved-t">Recently resolved</h2><a class="t13 end" href="/audit?kind=approval.*">All</a></div>${resolvedList(
          feed.recent.value,
          feed.load,
        )}</section>
      </div>`;
  }

  /** The form's field, as soon as it is there. */
  function focusForm() {
    const { id } = open.value;
    if (id) {
      untracked(() => afterDrawing(() => document.getElementById(`why-${id}`)?.focus()));
    }
  }

  /** What was begun on cards that are gone is never tried again. */
  function forget() {
    const shown = new Set(feed.cards.value.items?.map(({ approval }) => approval.request_id));
    if (feed.cards.value.items) {
      untracked(() => acts.keep((id) => shown.has(id)));
    }
  }

  let spokenAt = now.peek();
  function speak() {
    const waits = feed.cards.value.items?.filter(({ gone }) => !gone).map(({ approval }) => approval) ?? [];
    const marks = passed(waits, spokenAt, now.value);
    spokenAt = now.value;
    untracked(() => marks.forEach((mark) => announce(wordsOf(mark))));
  }

  /** Who else can decide is read where the visitor may not, or already did. */
  function readOthers() {
    const visitor = me.value?.user_id;
    const ids = (feed.cards.value.items ?? [])
      .filter(({ approval, gone }) => !gone && (approval.blocked === 'self_approval' || eyesOf(approval, visitor)?.mine))
      .map(({ approval }) => approval.request_id);
    if (ids.length > 0) {
      untracked(() => others.readAll(ids.slice(0, MOST_READ)));
    }
  }

  function escape() {
    const isOpen = open.peek().id !== '';
    if (isOpen) {
      const { id } = open.peek();
      closeForm();
      afterDrawing(() => document.getElementById(`req-${id}`)?.focus());
    }
    return isOpen;
  }

  /** @type {(() => void)[]} */
  let stops = [];
  return {
    title: 'Approvals',
    view,
    mount() {
      feed.start();
      stops = [effect(focusForm), effect(forget), effect(speak), effect(readOthers), listKeys(escape), effect(roleChanged)];
    },
    unmount() {
      stops.forEach((stop) => stop());
      others.stop();
      feed.stop();
    },
  };

  /** Who is promoted meanwhile sees what waits. */
  function roleChanged() {
    if (me.value?.role === 'admin' && feed.cards.peek().items === null) {
      untracked(feed.load);
    }
  }
}

/** @param {Verb} name */
const doneWords = (name) => (name === 'withdraw' ? 'Your grant is taken back' : ACTS[name].done);

/** @param {string} agentId */
const isHalted = (agentId) =>
  Boolean(fleet.value.posture?.agents.find(({ agent_id: id }) => id === agentId)?.presence.halt);
