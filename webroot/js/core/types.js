// @ts-check
// The records of the API, as JSON (snake_case). The server's Java records are the source; this page only names them.

/**
 * @typedef {'pass' | 'warn' | 'fail' | 'halted'} AgentStatus
 * @typedef {'PASS' | 'UNKNOWN' | 'WARN' | 'FAIL'} LampStatus
 * @typedef {'audit' | 'scope' | 'cost' | 'gates' | 'loop' | 'presence' | 'contracts' | 'compliance'} Module
 */

/**
 * One enforcement module of one agent.
 *
 * @typedef {object} Lamp
 * @property {LampStatus} status
 * @property {string | null} value a short figure beside the lamp
 * @property {string | null} reason
 * @property {string | null} since
 * @property {string | null} event_id
 * @property {number | null} chain_seq
 */

/**
 * @typedef {object} Halt
 * @property {string} halted_by
 * @property {string | null} halted_at
 * @property {string} reason
 * @property {'still_active' | 'no_activity_since' | null} observation whether it obeys, as far as the console saw itself
 * @property {string | null} last_activity_at new work after the halt
 * @property {'issued' | 'acknowledged' | 'no_activity_since' | 'still_active'} proof the last outranks every acknowledgement
 * @property {{ seen_at: string, delay_ms: number | null, processes: number, event_id: string } | null} acknowledgement what
 *   processes of the agent say
 * @property {{ seen_at: string, delay_ms: number | null, path: string, event_id: string } | null} first_refusal
 */

/**
 * @typedef {object} AgentPresence
 * @property {string} agent_id
 * @property {'live' | 'idle' | 'unresponsive' | 'never_seen'} status
 * @property {string | null} last_heartbeat
 * @property {string | null} started_at
 * @property {string | null} operator_id
 * @property {Record<string, unknown>} metadata
 * @property {Halt | null} halt
 */

/**
 * One line of trouble on a card; module `halt` is the halt itself.
 *
 * @typedef {object} Issue
 * @property {Module | 'halt'} module
 * @property {LampStatus} status
 * @property {string} text
 * @property {string | null} at
 * @property {string | null} event_id
 * @property {number | null} chain_seq
 */

/**
 * @typedef {object} Agent
 * @property {string} agent_id
 * @property {AgentStatus} status
 * @property {number} event_count
 * @property {string | null} last_active
 * @property {AgentPresence} presence
 * @property {Record<Module, Lamp>} modules
 * @property {Issue[]} issues the worst first
 * @property {number} usd_today
 * @property {number} tokens_today
 * @property {number | null} cap_usd
 * @property {{ exceeded_today: number }} cost calls that caps stopped
 * @property {number[]} activity events per minute of the last 30 minutes, oldest first
 * @property {{ violations_today: number }} scope
 */

/**
 * @typedef {object} Verdict
 * @property {'pass' | 'warn' | 'fail' | 'unknown'} status
 * @property {string} headline
 * @property {string} sentence
 */

/**
 * @typedef {object} Totals
 * @property {number} events
 * @property {number} events_today
 * @property {number} blocked_today
 * @property {number} spend_usd_today
 * @property {number | null} cap_usd_today
 * @property {number} tokens_today
 * @property {number} pending_approvals
 * @property {string | null} next_expiry
 */

/**
 * @typedef {object} Failing
 * @property {string} session_id
 * @property {string} verdict
 * @property {string} headline
 * @property {string} sentence
 * @property {string | null} event_id
 * @property {string[]} agents none when nobody knows
 */

/**
 * @typedef {object} Chain
 * @property {'verified' | 'tampered' | 'rolled_back' | 'forged' | 'unverifiable' | 'marks_missing' | 'marks_stale' | 'unpinned' | 'unknown'} status
 * @property {string | null} checked_at when everything had last been read
 * @property {number} sessions
 * @property {number} sessions_known
 * @property {number} events
 * @property {Failing[]} failing at most ten of those that are damaged
 * @property {number} damaged sessions
 * @property {number} without_agent of them, changed or lost ones of which no agent is known
 * @property {number | null} verified_up_to sequence number
 * @property {{ started_at: string | null, percent: number, finished_at: string | null, overdue: boolean }} sweep
 * @property {import('../verify/marks-line.js').Marks} marks
 */

/** @typedef {{ minute: string, decisions: number, blocked: number }} Minute */

/**
 * @typedef {object} Posture
 * @property {string} timestamp the database's clock
 * @property {string} [version] only in the snapshot
 * @property {number} position
 * @property {number} agent_count
 * @property {Verdict} verdict
 * @property {Totals} totals
 * @property {Chain} chain
 * @property {Minute[]} activity
 * @property {Agent[]} agents
 */

/**
 * A change of posture: sums whole, only the cards that differ.
 *
 * @typedef {Posture & { removed: string[] }} PostureFrame
 */

/**
 * @typedef {object} AuditEvent
 * @property {string} event_id
 * @property {string} session_id
 * @property {string} agent_id
 * @property {string | null} parent_event_id
 * @property {string} kind
 * @property {string | null} model
 * @property {string | null} input_hash
 * @property {string | null} output_hash
 * @property {unknown} metadata
 * @property {string | null} prev_hash
 * @property {string} hmac_value
 * @property {number} chain_seq
 * @property {string} created_at
 * @property {'ok' | 'blocked' | 'error'} outcome
 * @property {string} summary
 */

/**
 * @typedef {object} Approval
 * @property {string} request_id
 * @property {string} agent_id
 * @property {string} kind
 * @property {string} action as a sentence
 * @property {string} action_hash
 * @property {string} created_at
 * @property {string} expires_at
 * @property {string | null} reviewer_id
 * @property {string | null} reviewer who claims it, or decided it, by name
 * @property {string | null} reviewing_since
 * @property {{ to: string, by: string, at: string } | null} escalation to whom it was handed on, the last time
 * @property {unknown} payload
 * @property {string | null} operator_id
 * @property {string} state pending, expired, cancelled, granted or denied
 * @property {'granted' | 'denied' | 'cancelled' | null} resolution
 * @property {string | null} resolved_at
 * @property {string | null} resolved_by
 * @property {boolean} decided_outside granted or denied, and no console says by whom
 * @property {string | null} rationale
 * @property {{ first_id: string | null, first: string | null, first_at: string | null, rationale: string | null } | null} four_eyes the
 *   first grant where it takes two different admins
 * @property {'self_approval' | 'operator_unknown' | 'role' | null} blocked
 */

/**
 * @typedef {object} ApprovalState what a request is now, for whoever came too late
 * @property {string} request_id
 * @property {string} state pending, expired, cancelled, granted or denied
 * @property {'granted' | 'denied' | 'cancelled' | null} resolution
 * @property {string | null} resolved_by
 * @property {string | null} resolved_at
 * @property {boolean} decided_outside
 * @property {string | null} rationale
 * @property {string | null} reviewer_id
 * @property {string | null} reviewer
 * @property {string | null} reviewing_since
 * @property {string | null} claim_expires_at
 */

/**
 * @typedef {object} Me
 * @property {string} user_id
 * @property {string} username
 * @property {'viewer' | 'admin'} role
 * @property {string[]} permissions what the role allows: read, verify, approvals.decide, agents.halt, policies.edit, keys.rotate,
 *   users.manage, alerts.deliveries
 * @property {string | null} [signed_in_at] when the session began; nothing from a node of an earlier release
 * @property {string} expires_at when the session ends, used or not
 * @property {string} idle_expires_at when it ends unless it is used
 */

export {};
