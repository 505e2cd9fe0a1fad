-- Hints that something changed, without what: whoever hears one reads the rows. NOTIFY takes one lock of the whole
-- cluster until the commit is flushed, so on busy tables only one running transaction at a time rings; the others
-- go on, and readers look again a little later. Two integers as key: the SDK's locks fill the space of the one bigint.
create or replace function governance_console.ring_when_free() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if pg_catalog.pg_try_advisory_xact_lock(1735357042, tg_argv[1]::int) then
        perform pg_catalog.pg_notify('governance_doorbell', tg_argv[0]);
    end if;
    return null;
end
$$;

-- For what is rare and must not wait.
create or replace function governance_console.ring() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    perform pg_catalog.pg_notify('governance_doorbell', tg_argv[0]);
    return null;
end
$$;

drop trigger if exists governance_console_ring on ${sdk}.governance_audit_events;
create trigger governance_console_ring
    after insert on ${sdk}.governance_audit_events
    for each statement execute function governance_console.ring_when_free('audit', '1');
