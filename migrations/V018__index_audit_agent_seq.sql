create index concurrently if not exists governance_console_audit_agent_seq
    on ${sdk}.governance_audit_events (agent_id, chain_seq desc);
