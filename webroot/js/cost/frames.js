// @ts-check
// What a `cost` frame changes in what was read: the agent's day, its share of its caps.
import { minus, percentOf, total } from './exact.js';

/** @typedef {import('./types.js').Spend} Spend */
/** @typedef {import('./types.js').History} History */

/**
 * @param {History} history
 * @param {Spend} spend
 * @returns {History | null} null when the frame is of an agent that the history does not tell, so that it has to be read anew
 */
export function withSpend(history, spend) {
  const today = history.days[history.days.length - 1];
  const agent = history.top.find(({ agent_id: id }) => id === spend.agent_id);
  if (!agent) {
    return null;
  }
  const now = { day: today.day, usd: spend.usd_used_today, tokens: spend.tokens_used_today };
  const before = agent.days.find(({ day }) => day === today.day) ?? { usd: 0, tokens: 0 };
  const days = [...agent.days.filter(({ day }) => day !== today.day), now];
  const whole = {
    ...today,
    usd: total([today.usd, minus(now.usd, before.usd)]),
    tokens: total([today.tokens, minus(now.tokens, before.tokens)]),
  };
  return {
    ...history,
    days: [...history.days.slice(0, -1), whole],
    top: history.top.map((one) => (one === agent ? { ...agent, days } : one)),
  };
}

/** The member of a frame that a daily cap counts. @type {Record<string, 'usd_used_today' | 'tokens_used_today'>} */
const COUNTED = { per_agent_usd_daily: 'usd_used_today', per_agent_tokens_daily: 'tokens_used_today' };

/**
 * @param {import('./types.js').Caps} caps
 * @param {Spend} spend
 * @returns {import('./types.js').Caps}
 */
export const withUse = (caps, spend) => ({
  ...caps,
  agents: caps.agents.map((agent) =>
    agent.agent_id === spend.agent_id ? { ...agent, caps: agent.caps.map((cap) => used(cap, spend)) } : agent,
  ),
});

/** @param {import('./types.js').Cap} cap @param {Spend} spend */
function used(cap, spend) {
  const member = COUNTED[cap.cap];
  return member ? { ...cap, used: spend[member], percent: percentOf(spend[member], cap.limit) } : cap;
}
