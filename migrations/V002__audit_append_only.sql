-- The log is only ever appended to: UPDATE and DELETE as the SDK guards them, TRUNCATE as well.
create or replace function ${sdk}.governance_audit_append_only() returns trigger
    language plpgsql
as $$
begin
    raise exception 'governance_audit_events is append-only: % is not permitted', tg_op;
end
$$;

do $$
begin
    if not exists (select from pg_trigger
                   where tgrelid = '${sdk}.governance_audit_events'::regclass and tgname = 'trg_audit_no_update') then
        create trigger trg_audit_no_update
            before update on ${sdk}.governance_audit_events
            for each row execute function ${sdk}.governance_audit_append_only();
    end if;
    if not exists (select from pg_trigger
                   where tgrelid = '${sdk}.governance_audit_events'::regclass and tgname = 'trg_audit_no_delete') then
        create trigger trg_audit_no_delete
            before delete on ${sdk}.governance_audit_events
            for each row execute function ${sdk}.governance_audit_append_only();
    end if;
end
$$;

create or replace function governance_console.refuse_truncate() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    raise exception '% is append-only: TRUNCATE is not permitted', tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

drop trigger if exists governance_console_no_truncate on ${sdk}.governance_audit_events;
create trigger governance_console_no_truncate
    before truncate on ${sdk}.governance_audit_events
    for each statement execute function governance_console.refuse_truncate();
