create index concurrently if not exists governance_console_audit_seq
    on ${sdk}.governance_audit_events (chain_seq);
