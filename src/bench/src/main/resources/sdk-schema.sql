-- The log as the Python package's migrate makes it, for machines without the package.
create table governance_audit_events (
    chain_seq bigserial not null,
    event_id uuid primary key,
    session_id uuid not null,
    agent_id varchar(256) not null,
    parent_event_id uuid,
    kind varchar(128) not null,
    input_hash varchar(128),
    output_hash varchar(128),
    metadata_json jsonb not null default '{}',
    prev_hash varchar(128),
    hmac_value varchar(128) not null,
    created_at timestamptz not null,
    model varchar(128),
    signature bytea,
    signing_key_fingerprint text,
    signature_status text not null default 'unsigned',
    hmac_next varchar(128)
);

create index idx_audit_session on governance_audit_events (session_id);
create index idx_audit_session_seq on governance_audit_events (session_id, chain_seq desc);
create index idx_audit_agent on governance_audit_events (agent_id);
create index idx_audit_parent on governance_audit_events (parent_event_id);
create index idx_audit_created on governance_audit_events (created_at);

create function governance_audit_append_only() returns trigger
    language plpgsql
as $$
begin
    raise exception 'governance_audit_events is append-only: % is not permitted', tg_op;
end
$$;

create trigger trg_audit_no_update
    before update on governance_audit_events
    for each row execute function governance_audit_append_only();
create trigger trg_audit_no_delete
    before delete on governance_audit_events
    for each row execute function governance_audit_append_only();
