create index concurrently if not exists idx_audit_created
    on ${sdk}.governance_audit_events (created_at);
