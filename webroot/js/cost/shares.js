// @ts-check
// Budgets beside what is used of them, the fullest first. What is near a cap is the server's threshold.
import { percentOf, total } from './exact.js';

/** @typedef {import('./types.js').AgentCaps} AgentCaps */
/** @typedef {import('./units.js').Unit} Unit */

/** @typedef {{ agent: string, cap: import('./types.js').Cap | null, problem: string | null }} Row */

/**
 * Agents with a daily cap, the one that used the most of it first; behind them those whose budget sets none.
 *
 * @param {AgentCaps[]} agents
 * @param {Unit} unit
 * @returns {Row[]}
 */
export const capRows = (agents, unit) =>
  agents
    .map(({ agent_id: agent, caps, problem }) => ({ agent, problem, cap: caps.find(({ cap }) => cap === unit.dailyCap) ?? null }))
    .sort((a, b) => fullness(b) - fullness(a) || (a.agent < b.agent ? -1 : 1));

/** @param {Row} row */
const fullness = ({ cap }) => cap?.percent ?? -1;

/** All daily caps together; null when nobody has one. @param {AgentCaps[]} agents @param {Unit} unit */
export function sumOfCaps(agents, unit) {
  const limits = agents.flatMap(({ caps }) => caps.filter(({ cap }) => cap === unit.dailyCap).map(({ limit }) => limit));
  return limits.length === 0 ? null : total(limits);
}

/** @param {number} percent @param {number} warning the server's threshold @returns {'' | 'warn' | 'fail'} */
export const stateOf = (percent, warning) => (percent >= 100 ? 'fail' : percent >= warning ? 'warn' : '');

/** The words of that state. */
export const STATES = { '': '', warn: 'near the cap', fail: 'cap reached' };

/**
 * Sessions beside the cap of their agent.
 *
 * @param {import('./types.js').SessionSpend[]} sessions
 * @param {AgentCaps[] | null} agents null when that is not known
 * @param {Unit} unit
 */
export function sessionRows(sessions, agents, unit) {
  const caps = new Map(agents?.map((agent) => [agent.agent_id, agent.caps.find(({ cap }) => cap === unit.sessionCap)]));
  return sessions
    .map((session) => {
      const used = unit.key === 'usd' ? session.usd_used : session.tokens_used;
      const limit = caps.get(session.agent_id)?.limit ?? null;
      return { ...session, used, limit, percent: limit === null ? null : percentOf(used, limit) };
    })
    .sort((a, b) => b.used - a.used);
}
