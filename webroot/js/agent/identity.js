// @ts-check
// Who this page is about: the agent's card as the posture has it; beyond the posture, whether anybody knows the id at all.
import { computed, effect, signal, untracked } from '../core/dom.js';
import { get } from '../core/api.js';
import { fleet } from '../core/store.js';
import { on, onRefresh } from '../core/stream.js';

/** @typedef {import('../core/types.js').Agent} Agent */
/** @typedef {import('../core/types.js').AgentPresence} AgentPresence */

/**
 * @typedef {object} Identity
 * @property {'loading' | 'known' | 'unknown' | 'failed'} state
 * @property {Agent | null} agent its card, where the posture has one
 * @property {AgentPresence | null} presence
 * @property {import('../core/api.js').ApiError | null} error
 */

/** @typedef {{ state: Identity['state'], presence: AgentPresence | null, error: Identity['error'] }} Looked */

/** @type {Looked} */
const NOT_YET = { state: 'loading', presence: null, error: null };

/** @param {string} id */
export function identity(id) {
  /** @type {import('../../vendor/signals-core.js').Signal<Looked>} */
  const looked = signal(NOT_YET);
  const card = computed(() => fleet.value.posture?.agents.find(({ agent_id: other }) => other === id) ?? null);
  /** Whether the posture has been heard, and says nothing of this agent. */
  const isBeyond = computed(() => card.value === null && (fleet.value.posture !== null || fleet.value.error !== null));
  let turn = 0;

  async function look() {
    const mine = ++turn;
    try {
      const [{ agents }, events] = await Promise.all([
        get('/api/agents/presence', { pattern: id }),
        get('/api/events', { agent_id: id, limit: 1 }),
      ]);
      if (mine === turn) {
        looked.value = lookedAt(id, agents, events);
      }
    } catch (error) {
      if (mine === turn) {
        looked.value = unreadable(/** @type {any} */ (error));
      }
    }
  }

  /** @param {AgentPresence} frame */
  function beat(frame) {
    if (frame.agent_id === id && isBeyond.peek()) {
      turn += 1;
      looked.value = { state: 'known', presence: frame, error: null };
    }
  }

  /** The first sign of life of somebody unknown. @param {{ agent_id: string }} event */
  function wrote(event) {
    if (event.agent_id === id && looked.peek().state === 'unknown') {
      look();
    }
  }

  return {
    look,
    /** @type {import('../../vendor/signals-core.js').ReadonlySignal<Identity>} */
    known: computed(() => {
      const agent = card.value;
      return agent ? { state: 'known', agent, presence: agent.presence, error: null } : { ...looked.value, agent: null };
    }),
    /** @returns {() => void} stops */
    follow() {
      const stops = [
        effect(() => {
          if (isBeyond.value) {
            untracked(look);
          }
        }),
        onRefresh(() => isBeyond.peek() && look()),
        on('presence', beat),
        on('audit', wrote),
      ];
      return () => {
        turn += 1;
        stops.forEach((stop) => stop());
      };
    },
  };
}

/**
 * A pattern may mean others besides, so only the same id counts.
 *
 * @param {string} id
 * @param {AgentPresence[]} agents
 * @param {unknown[]} events
 * @returns {Looked}
 */
export function lookedAt(id, agents, events) {
  const presence = agents.find(({ agent_id: other }) => other === id) ?? null;
  return { state: presence || events.length > 0 ? 'known' : 'unknown', presence, error: null };
}

/** What can be no agent's id belongs to nobody. @param {import('../core/api.js').ApiError} error @returns {Looked} */
export const unreadable = (error) =>
  error.status === 422 ? { ...NOT_YET, state: 'unknown' } : { state: 'failed', presence: null, error };
