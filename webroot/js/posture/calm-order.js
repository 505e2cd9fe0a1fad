// @ts-check
// Nothing moves under the pointer: while the cards are pointed at or focused, they keep their places.
import { signal } from '../core/dom.js';

/** @typedef {import('../core/types.js').Agent} Agent */

/** @param {string} place a selector of what holds the cards */
export function calmOrder(place) {
  /** @type {string[]} */
  let before = [];
  const left = signal(0);

  return {
    /** The agents in the order to show. @param {Agent[]} agents in the order they should have */
    of(agents) {
      const shown = left.value >= 0 && isHeld(place) ? keeping(before, agents) : agents;
      before = shown.map(({ agent_id }) => agent_id);
      return shown;
    },
    /** Pointer or focus went away: what should have moved moves now. */
    release() {
      left.value += 1;
    },
  };
}

/** Whether somebody points at it, or the focus is in it. @param {string} place a selector */
export function isHeld(place) {
  const element = document.querySelector(place);
  const pointed = matchMedia('(hover: hover)').matches && element?.matches(':hover');
  return Boolean(pointed || element?.matches(':focus-within'));
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
