// @ts-check
// The posture: the verdict, five figures, and a card or a row per agent.
import { computed, effect, html, memo, nothing, repeat } from '../core/dom.js';
import { lazy } from '../core/lazy.js';
import { setQuery } from '../core/router.js';
import { fleet, isAdmin, zone } from '../core/store.js';
import { styles } from '../core/styles.js';
import { card } from '../posture/card.js';
import { fleetToolbar, narrowed } from '../posture/fleet-toolbar.js';
import { headline } from '../posture/headline.js';
import { rawHead } from '../shell/page-head.js';
import { postureFailed, postureLoading } from '../posture/posture-states.js';
import { calmOrder } from '../posture/calm-order.js';
import { statStrip } from '../posture/stat-strip.js';
import { empty, skeletonRows } from '../ui/states.js';

await styles('pages/agent-card', 'pages/posture');

/** @typedef {import('../core/types.js').Agent} Agent */

const halts = lazy(() => import('../halt/dialogs.js'));
const table = lazy(() => import('../posture/matrix.js'));
const start = lazy(() => import('../posture/first-agent.js'));

/**
 * @param {typeof import('../core/router.js').route} route
 * @returns {import('../core/router.js').Page}
 */
export default function page(route) {
  const order = calmOrder('.agents');
  const halted = computed(() => route.value.query.halt ?? '');
  const resumed = computed(() => route.value.query.resume ?? '');
  const halting = computed(() => (halted.value && halts()?.haltDialog(halted.value)) || null);
  const pattern = computed(() => route.value.query.halts ?? '');
  const haltingMany = computed(() => (pattern.value && isAdmin() && halts()?.fleetHaltDialog(pattern.value)) || null);
  let unfollow = () => {};
  const resuming = computed(() => (resumed.value && halts()?.resumeDialog(resumed.value)) || null);

  function view() {
    const { posture, error } = fleet.value;
    if (error) {
      return postureFailed(error);
    }
    const { query } = route.value;
    const isMatrix = query.view === 'matrix';
    if (!posture) {
      return postureLoading(isMatrix);
    }
    if (posture.agent_count === 0) {
      return start()?.firstAgent() ?? postureLoading(isMatrix);
    }
    const agents = order.of(narrowed(posture.agents, query));
    return html`${rawHead(headline(posture))}${statStrip(posture)}${fleetToolbar(posture, query, isAdmin())}${
      agents.length === 0 ? html`<div class="card">${none()}</div>` : isMatrix ? rows(agents) : cards(agents)
    }${beyond(posture)}${isAdmin() ? dialogs(posture.agents) : nothing}`;
  }

  /** @param {Agent[]} agents */
  const rows = (agents) =>
    table()?.matrix(agents, isAdmin(), [zone.value]) ?? html`<div class="card">${skeletonRows(agents.length)}</div>`;

  /** @param {Agent[]} agents */
  function cards(agents) {
    const admin = isAdmin();
    return html`<section class="agents" aria-label="Agents" @pointerleave=${order.release} @focusout=${order.release}>${repeat(
        agents,
        (/** @type {Agent} */ agent) => agent.agent_id,
        (/** @type {Agent} */ agent) => html`${memo([agent, admin, zone.value], () => card(agent, admin))}`,
      )}</section>`;
  }

  /** @param {Agent[]} agents */
  function dialogs(agents) {
    const find = (/** @type {string} */ id) => agents.find(({ agent_id }) => agent_id === id);
    return html`${halting.value?.view(find(halted.value))}${resuming.value?.view(
      find(resumed.value),
    )}${haltingMany.value?.view()}`;
  }

  function mount() {
    unfollow = effect(() => haltingMany.value?.follow(fleet.value.posture));
  }

  function unmount() {
    unfollow();
    haltingMany.peek()?.stop();
  }

  return { title: 'Posture', view, mount, unmount };
}

const none = () =>
  empty(
    'No agent matches',
    'Another filter or another name may.',
    html`<button type="button" class="btn" @click=${() => setQuery({ show: null, q: null })}>Show all agents</button>`,
  );

/** @param {import('../core/types.js').Posture} posture */
const beyond = (posture) =>
  posture.agent_count > posture.agents.length
    ? html`<p class="t12 muted beyond">Showing ${posture.agents.length} of ${posture.agent_count} agents, the worst first.</p>`
    : nothing;

