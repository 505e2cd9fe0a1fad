-- The SDK's append-only log, complete for its newest era. Whatever an older one left is completed, nothing is rewritten.
create table if not exists ${sdk}.governance_audit_events (
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
    signature bytea,
    signing_key_fingerprint text,
    signature_status text not null default 'unsigned',
    model varchar(128),
    hmac_next varchar(128)
);

alter table ${sdk}.governance_audit_events
    add column if not exists signature bytea,
    add column if not exists signing_key_fingerprint text,
    -- Rows older than signatures say so, as the SDK's own migration has it; the default below is for new ones.
    add column if not exists signature_status text not null default 'legacy_unsigned',
    add column if not exists model varchar(128),
    add column if not exists hmac_next varchar(128);

alter table ${sdk}.governance_audit_events
    alter column signature_status set default 'unsigned';

revoke update, delete on ${sdk}.governance_audit_events from public;

do $$
begin
    if to_regclass('${sdk}.governance_audit_events_halted') is null then
        create view ${sdk}.governance_audit_events_halted as
            select chain_seq, event_id, session_id, agent_id, parent_event_id, kind, input_hash, output_hash,
                   metadata_json, prev_hash, hmac_value, created_at, signature, signing_key_fingerprint,
                   signature_status, model, hmac_next
            from ${sdk}.governance_audit_events
            where kind in ('agent.killed', 'agent.halted');
    end if;
end
$$;
