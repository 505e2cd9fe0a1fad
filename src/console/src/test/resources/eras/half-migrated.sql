-- e0.sql after the newest SDK's own `migrate` stopped half-way: its plain statements stand, its alembic chain
-- does not, and the version table claims two heads that are not all there.
alter table governance_audit_events
    add column model varchar(128),
    add column signature bytea,
    add column signing_key_fingerprint text,
    add column signature_status text not null default 'unsigned';
alter table governance_agent_presence
    add column operator_id varchar(256),
    add column halted_by varchar(256),
    add column halted_at timestamptz,
    add column halt_reason varchar(2000);
grant update (status, last_heartbeat, metadata_json, operator_id) on governance_agent_presence to public;
create function governance_presence_no_delete_while_halted() returns trigger language plpgsql as $$
begin
    if old.halted_by is not null then
        raise exception 'governance_agent_presence: cannot delete a halted agent (halted_by=%); clear the halt first',
            old.halted_by;
    end if;
    return old;
end
$$;
create trigger trg_presence_no_delete_halted before delete on governance_agent_presence
    for each row execute function governance_presence_no_delete_while_halted();
create table alembic_version (
    version_num varchar(32) not null,
    constraint alembic_version_pkc primary key (version_num)
);
insert into alembic_version values ('f6a1ed25519aid'), ('f6b2_chain_rotation');
