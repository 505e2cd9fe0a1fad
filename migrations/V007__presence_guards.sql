-- A halt survives what agents do to their own row.
create or replace function ${sdk}.governance_presence_no_delete_while_halted() returns trigger
    language plpgsql
as $$
begin
    if old.halted_by is not null then
        raise exception 'governance_agent_presence: cannot delete a halted agent (halted_by=%); clear the halt first',
            old.halted_by;
    end if;
    return old;
end
$$;

do $$
begin
    if not exists (select from pg_trigger
                   where tgrelid = '${sdk}.governance_agent_presence'::regclass
                     and tgname = 'trg_presence_no_delete_halted') then
        create trigger trg_presence_no_delete_halted
            before delete on ${sdk}.governance_agent_presence
            for each row execute function ${sdk}.governance_presence_no_delete_while_halted();
    end if;
end
$$;

-- SDKs before the columns read the marker in the metadata, and their heartbeat writes the metadata anew. Release 0.5.4
-- knows only the older three names, later ones prefer the newer.
create or replace function governance_console.keep_halt_marker() returns trigger
    language plpgsql
    set search_path = ''
as $$
declare
    since text := pg_catalog.to_char(
        coalesce(new.halted_at, pg_catalog.now()) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"');
    reason text := coalesce(new.halt_reason, '');
begin
    new.metadata_json :=
        case when pg_catalog.jsonb_typeof(new.metadata_json) = 'object' then new.metadata_json else '{}' end
        || pg_catalog.jsonb_build_object(
               '_halted_by', new.halted_by, '_halted_at', since, '_halt_reason', reason,
               '_killed_by', new.halted_by, '_killed_at', since, '_kill_reason', reason);
    return new;
end
$$;

drop trigger if exists governance_console_keep_halt_marker on ${sdk}.governance_agent_presence;
create trigger governance_console_keep_halt_marker
    before insert or update on ${sdk}.governance_agent_presence
    for each row when (new.halted_by is not null)
    execute function governance_console.keep_halt_marker();
