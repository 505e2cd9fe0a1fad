-- On a busy log nearly every append found the bell free and paid for a NOTIFY: its trigger, waking whoever listens, and
-- the lock of the whole cluster. Whoever reads the log looks again for some milliseconds after each ring, so the bell
-- rests as long. When it last rang stands in a sequence, which every session sees at once and no transaction holds.
create sequence governance_console.audit_rung as bigint minvalue 0;
grant select on sequence governance_console.audit_rung to public;

create function governance_console.ring_for_audit() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if pg_catalog.pg_try_advisory_xact_lock(1735357042, 1) then
        perform pg_catalog.setval('governance_console.audit_rung',
                                  (extract(epoch from pg_catalog.clock_timestamp()) * 1000)::bigint);
        perform pg_catalog.pg_notify('governance_doorbell', 'audit');
    end if;
    return null;
end
$$;
revoke execute on function governance_console.ring_for_audit() from public;

-- A time to come, from a clock that was set back, is no rest.
drop trigger if exists governance_console_ring on ${sdk}.governance_audit_events;
create trigger governance_console_ring
    after insert on ${sdk}.governance_audit_events
    for each statement
    when (coalesce((extract(epoch from pg_catalog.clock_timestamp()) * 1000)::bigint
                   - pg_catalog.pg_sequence_last_value('governance_console.audit_rung'::regclass) not between 0 and 3,
                   true))
    execute function governance_console.ring_for_audit();
