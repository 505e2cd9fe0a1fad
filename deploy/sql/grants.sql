-- What each role of roles.sql may do, and nothing else. Run it as the owner after every `governance migrate`, before the new
-- version of the console is started:
--
--   psql -v ON_ERROR_STOP=1 -d governance -U governance_owner -f deploy/sql/grants.sql
--
-- It can be run again at any time. It also takes from everybody (PUBLIC) what releases of the Python SDK gave to everybody,
-- so run it once agents come as the agent role, or as roles with grants of their own.
\if :{?owner} \else \set owner governance_owner \endif
\if :{?console} \else \set console governance_console \endif
\if :{?halter} \else \set halter governance_halter \endif
\if :{?agent} \else \set agent governance_agent \endif
\if :{?auditor} \else \set auditor governance_auditor \endif
\if :{?sdk} \else \set sdk public \endif

begin;
set local search_path = :"sdk";

grant usage on schema governance_console to :"console", :"agent", :"auditor";

revoke all on
    alembic_version, governance_agent_key_revocations, governance_agent_keys, governance_agent_presence,
    governance_audit_chain_keys, governance_audit_events, governance_audit_events_halted, governance_console_users,
    governance_cost_agent_daily, governance_cost_model_daily, governance_cost_session_usage, governance_gates_pending,
    governance_loop_tracking, governance_policies, governance_wrapper_registrations
    from public, :"console", :"halter", :"agent", :"auditor";
revoke all on all tables in schema governance_console from public, :"console", :"halter", :"agent", :"auditor";

-- ── The log: appended to and read. ──────────────────────────────────────────────────────────────────────────────────────
grant select, insert on governance_audit_events to :"console", :"agent";
grant usage, select on sequence governance_audit_events_chain_seq_seq to :"console";
grant usage on sequence governance_audit_events_chain_seq_seq to :"agent";
grant select on governance_audit_events, governance_audit_events_halted to :"auditor";
grant select on sequence governance_audit_events_chain_seq_seq to :"auditor";

grant select, insert, update on governance_audit_chain_keys to :"console";
grant usage on sequence governance_audit_chain_keys_key_version_seq to :"console";
grant select, insert on governance_agent_keys, governance_agent_key_revocations to :"console";
grant usage on sequence governance_agent_key_revocations_id_seq to :"console";
grant select, insert on governance_agent_keys to :"agent";
grant select on governance_audit_chain_keys, governance_agent_key_revocations to :"agent";
grant select on governance_audit_chain_keys, governance_agent_keys, governance_agent_key_revocations to :"auditor";

-- A rotation of the key locks the log against writers. From PostgreSQL 17 on there is a right that allows that and changes no
-- row; before, the owner rotates on the command line.
select set_config('governance.console', :'console', true);
do $$
begin
    if current_setting('server_version_num')::int >= 170000 then
        execute format('grant maintain on governance_audit_events to %I', current_setting('governance.console'));
    end if;
end
$$;

-- ── Halts: agents tell of themselves and read who is halted; they neither set nor lift a marker. ────────────────────────
grant select, delete on governance_agent_presence to :"agent";
grant insert (agent_id, status, last_heartbeat, started_at, metadata_json, operator_id),
      update (status, last_heartbeat, started_at, metadata_json, operator_id)
    on governance_agent_presence to :"agent";
grant select on governance_agent_presence to :"console", :"auditor";
grant insert (agent_id, status, last_heartbeat, started_at, metadata_json, halted_by, halted_at, halt_reason),
      update (status, metadata_json, halted_by, halted_at, halt_reason)
    on governance_agent_presence to :"halter";

-- ── Approvals: agents ask and take back; what a person says is the console's to write. ──────────────────────────────────
grant select, insert on governance_gates_pending to :"agent";
grant update (resolved_at, resolution) on governance_gates_pending to :"agent";
grant select on governance_gates_pending to :"console";
grant update (resolved_at, resolution, rationale, reviewer_id, reviewing_since) on governance_gates_pending to :"console";
grant select (request_id, agent_id, kind, action_hash, expires_at, created_at, resolved_at, resolution, reviewer_id,
              reviewing_since, rationale)
    on governance_gates_pending to :"auditor";

-- ── What agents may do and spend. ───────────────────────────────────────────────────────────────────────────────────────
grant select, insert, update on governance_policies to :"agent", :"console";
grant select on governance_policies to :"auditor";
grant select, insert, update
    on governance_cost_session_usage, governance_cost_agent_daily, governance_cost_model_daily to :"agent";
grant select on governance_cost_session_usage, governance_cost_agent_daily, governance_cost_model_daily to :"console";
grant select, insert, update, delete
    on governance_console.budget_counters, governance_console.budget_reservations to :"agent";
grant select on governance_console.budget_reservations to :"console";
grant select, insert, delete on governance_loop_tracking to :"agent";
grant select on governance_loop_tracking to :"console";
grant usage on sequence governance_loop_tracking_id_seq to :"agent";
grant select, insert, update, delete on governance_wrapper_registrations to :"agent";
grant usage on sequence governance_wrapper_registrations_id_seq to :"agent";
grant select on governance_wrapper_registrations to :"console";

-- ── People, who are the console's alone. ────────────────────────────────────────────────────────────────────────────────
grant select, insert, update on governance_console_users to :"console";
grant select, insert, update, delete
    on governance_console.sessions, governance_console.api_tokens, governance_console.sign_in_addresses,
       governance_console.sign_in_accounts, governance_console.failed_sign_ins
    to :"console";

-- ── What the console keeps of its own acts. ─────────────────────────────────────────────────────────────────────────────
grant select, insert, update, delete
    on governance_console.acts, governance_console.exports, governance_console.verifications,
       governance_console.agent_owners, governance_console.first_grants, governance_console.policy_proposals,
       governance_console.halt_witnesses, governance_console.nodes
    to :"console";
grant select, insert, update
    on governance_console.refusals, governance_console.halts, governance_console.owned_agents,
       governance_console.decisions, governance_console.escalations
    to :"console";
grant select, insert on governance_console.policy_confirmations to :"console";
grant select, update on governance_console.policy_changes to :"console";
grant select, insert, delete on governance_console.cost_alerts to :"console";
grant select, insert, update on governance_console.alert_deliveries to :"console";
grant select on governance_console.agent_operators, governance_console.schema_history to :"console";

-- ── What the console has seen of the log. Its proof is the marks' key, which no database holds. ─────────────────────────
grant select, insert, update, delete
    on governance_console.marks, governance_console.damage, governance_console.closer_looks
    to :"console";
grant select, insert, delete on governance_console.mark_heads to :"console";
grant select, insert, update on governance_console.mark_state, governance_console.sweep to :"console";
grant select, insert on governance_console.row_parts to :"console";
grant select
    on governance_console.marks, governance_console.mark_heads, governance_console.mark_state,
       governance_console.row_parts, governance_console.damage, governance_console.sweep, governance_console.halts,
       governance_console.halt_witnesses, governance_console.decisions, governance_console.policy_changes,
       governance_console.policy_confirmations, governance_console.schema_history
    to :"auditor";

commit;
