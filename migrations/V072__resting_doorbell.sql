-- On a busy log nearly every append found the bell free and paid for a NOTIFY: waking whoever listens, and the lock of the
-- whole cluster. Whoever reads the log looks again for some milliseconds after each ring, so the bell rests as long. When
-- it last rang stands in a sequence, which every session sees at once and no transaction holds. It is a hint like the bell
-- itself, so every writer may set it; it stands beside the log, for writers need no rights on the console's schema.
create sequence ${sdk}.governance_console_audit_rung as bigint minvalue 0;
grant select, update on sequence ${sdk}.governance_console_audit_rung to public;

-- Every append runs this, so no setting is changed around it and a condition of the trigger, which is parsed anew for each
-- statement, is none: operators are named in full instead. A time to come, from a clock that was set back, is no rest.
create function governance_console.ring_for_audit() returns trigger
    language plpgsql
as $$
declare
    now_ms bigint := extract(epoch from pg_catalog.clock_timestamp()) operator(pg_catalog.*) 1000;
    since_ms bigint := now_ms operator(pg_catalog.-)
                       pg_catalog.pg_sequence_last_value('${sdk}.governance_console_audit_rung');
begin
    if (since_ms operator(pg_catalog.>=) 0 and since_ms operator(pg_catalog.<) 4) is not true
       and pg_catalog.pg_try_advisory_xact_lock(1735357042, 1)
    then
        perform pg_catalog.setval('${sdk}.governance_console_audit_rung', now_ms);
        perform pg_catalog.pg_notify('governance_doorbell', 'audit');
    end if;
    return null;
end
$$;

drop trigger if exists governance_console_ring on ${sdk}.governance_audit_events;
create trigger governance_console_ring
    after insert on ${sdk}.governance_audit_events
    for each statement execute function governance_console.ring_for_audit();
