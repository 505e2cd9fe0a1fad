// @ts-check
// What a frame does to the posture that a browser holds.

/** @typedef {import('./types.js').Posture} Posture */
/** @typedef {import('./types.js').Agent} Agent */

/** The worst first. */
const SEVERITY = ['fail', 'halted', 'warn', 'pass'];

/**
 * The posture after a frame: sums whole, cards that did not change as the same objects.
 *
 * @param {Posture} before
 * @param {import('./types.js').PostureFrame} frame
 * @returns {Posture}
 */
export function merge(before, frame) {
  const { removed, ...sums } = frame;
  const agents = new Map(before.agents.map((agent) => [agent.agent_id, agent]));
  removed.forEach((id) => agents.delete(id));
  frame.agents.forEach((agent) => agents.set(agent.agent_id, agent));
  return { ...before, ...sums, agents: [...agents.values()].sort(bySeverity) };
}

/** @param {Agent} a @param {Agent} b */
function bySeverity(a, b) {
  const severity = SEVERITY.indexOf(a.status) - SEVERITY.indexOf(b.status);
  return severity || (a.agent_id < b.agent_id ? -1 : 1);
}
