create index concurrently if not exists governance_console_audit_kind_seq
    on ${sdk}.governance_audit_events (kind, chain_seq desc);
