-- Only rows that name a model, which are those of calls to one.
create index concurrently if not exists governance_console_audit_model
    on ${sdk}.governance_audit_events (model, chain_seq desc)
    where model is not null;
