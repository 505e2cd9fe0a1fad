// @ts-check
// The records of the API about spending and budgets, as JSON.

/** @typedef {'usd' | 'tokens'} UnitKey */

/** @typedef {{ usd: number, tokens: number }} Amounts */

/** @typedef {{ agent_id: string, days: (Amounts & { day: string })[] }} AgentHistory */

/** @typedef {{ method: string, usd: number | null, tokens: number | null, reason: string | null }} Projection */

/**
 * @typedef {object} History
 * @property {string} from
 * @property {string} to the present day (UTC)
 * @property {(Amounts & { day: string, agents: number })[]} days
 * @property {Projection} projection
 * @property {number} agents how many used anything in the span
 * @property {AgentHistory[]} top some of them
 */

/** @typedef {{ day: string, method: string, points: (Amounts & { at: string })[] }} Course */

/**
 * @typedef {object} Cap
 * @property {string} cap as `per_agent_usd_daily`
 * @property {'usd' | 'tokens' | 'seconds'} unit
 * @property {number} limit
 * @property {number} used
 * @property {number} reserved
 * @property {number} percent
 * @property {number | null} projected_percent
 * @property {string | null} session_id
 */

/** @typedef {{ agent_id: string, caps: Cap[], problem: string | null, projection: Projection }} AgentCaps */

/** @typedef {{ day: string, warning_percent: number, agents: AgentCaps[], complete: boolean }} Caps */

/**
 * @typedef {object} ModelSpend
 * @property {string} agent_id
 * @property {string} model
 * @property {number} usd_used_today
 * @property {number} tokens_used_today
 * @property {boolean} unpriced
 * @property {number} calls_refused_today
 * @property {boolean} counted whether the SDKs counted it by model
 * @property {number | null} calls_today
 * @property {number | null} input_tokens_today
 * @property {number | null} output_tokens_today
 * @property {number | null} calls_without_split_today
 */

/** @typedef {{ agent_id: string, session_id: string, usd_used: number, tokens_used: number, last_updated: string }} SessionSpend */

/**
 * @typedef {object} Alert
 * @property {string} alert_id
 * @property {string} agent_id
 * @property {string} cap
 * @property {string} unit
 * @property {string} period
 * @property {number} threshold_percent
 * @property {number} limit
 * @property {number} used
 * @property {number} percent
 * @property {string} raised_at
 */

/**
 * @typedef {object} Delivery
 * @property {string} delivery_id
 * @property {string} agent_id
 * @property {string} cap
 * @property {number} threshold_percent
 * @property {string | null} target
 * @property {'waiting' | 'delivered' | 'failed'} state
 * @property {number} tries
 * @property {number | null} last_status
 * @property {string | null} last_error
 * @property {string} created_at
 * @property {string | null} tried_at
 * @property {string | null} next_try_at
 */

/** What a `cost` frame without `alert_id` says. @typedef {{ agent_id: string, usd_used_today: number, tokens_used_today: number }} Spend */

export {};
