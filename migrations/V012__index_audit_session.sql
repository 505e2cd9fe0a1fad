create index concurrently if not exists idx_audit_session
    on ${sdk}.governance_audit_events (session_id);
