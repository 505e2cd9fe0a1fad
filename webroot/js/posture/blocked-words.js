// @ts-check
// What was blocked today, by kind as far as it is known.
import { count } from '../core/fmt.js';

/** @param {import('../core/types.js').Posture} posture */
export function blockedWords({ totals, agents, agent_count: known }) {
  if (totals.blocked_today === 0 || known > agents.length) {
    return 'since 00:00 UTC'; // of agents that are not shown nobody here knows the kinds
  }
  const scope = agents.reduce((sum, agent) => sum + (agent.scope?.violations_today ?? 0), 0);
  const budget = agents.reduce((sum, agent) => sum + (agent.cost?.exceeded_today ?? 0), 0);
  const other = totals.blocked_today - scope - budget;
  if (other < 0) {
    return 'since 00:00 UTC';
  }
  return [
    [scope, 'scope'],
    [budget, 'budget'],
    [other, 'other'],
  ]
    .filter(([n]) => Number(n) > 0)
    .map(([n, word]) => `${count(Number(n))} ${word}`)
    .join(' · ');
}
