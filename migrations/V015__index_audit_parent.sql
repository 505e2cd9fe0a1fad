create index concurrently if not exists idx_audit_parent
    on ${sdk}.governance_audit_events (parent_event_id);
