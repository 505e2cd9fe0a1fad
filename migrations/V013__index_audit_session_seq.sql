create index concurrently if not exists idx_audit_session_seq
    on ${sdk}.governance_audit_events (session_id, chain_seq desc);
