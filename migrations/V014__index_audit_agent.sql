create index concurrently if not exists idx_audit_agent
    on ${sdk}.governance_audit_events (agent_id);
