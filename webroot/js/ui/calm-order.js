// @ts-check
// Nothing moves under the pointer: while the cards are pointed at or focused, they keep their places.

/** @typedef {import('../core/types.js').Agent} Agent */

export function calmOrder() {
  /** @type {string[]} */
  let before = [];
  let held = 0;

  return {
    /** The agents in the order to show. @param {Agent[]} agents in the order they should have */
    of(agents) {
      const shown = held > 0 ? keeping(before, agents) : agents;
      before = shown.map(({ agent_id }) => agent_id);
      return shown;
    },
    hold() {
      held += 1;
    },
    release() {
      held = Math.max(0, held - 1);
    },
  };
}

/**
 * Agents in their former places; new ones at the end.
 *
 * @param {string[]} before
 * @param {Agent[]} agents
 */
export function keeping(before, agents) {
  const places = new Map(before.map((id, i) => [id, i]));
  const place = (/** @type {Agent} */ agent) => places.get(agent.agent_id) ?? Number.MAX_SAFE_INTEGER;
  return [...agents].sort((a, b) => place(a) - place(b)); // stable: new ones keep their order among each other
}
