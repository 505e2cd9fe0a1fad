-- Whoever changes a user, the console or SQL or the Python command line, ends that user's sessions by it.
create function governance_console.end_sessions() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    update governance_console.sessions
       set ended_at = pg_catalog.now(),
           ended_reason = case
               when new.disabled then 'user_disabled'
               when old.password_hash is distinct from new.password_hash then 'password_changed'
               else 'role_changed' end
     where user_id = new.user_id
       and ended_at is null
       and expires_at > pg_catalog.now();
    return null;
end
$$;

drop trigger if exists governance_console_end_sessions on ${sdk}.governance_console_users;
create trigger governance_console_end_sessions
    after update on ${sdk}.governance_console_users
    for each row when ((new.disabled and not old.disabled)
                       or old.password_hash is distinct from new.password_hash
                       or old.role is distinct from new.role)
    execute function governance_console.end_sessions();

drop trigger if exists governance_console_ring on ${sdk}.governance_console_users;
create trigger governance_console_ring
    after insert or update or delete on ${sdk}.governance_console_users
    for each statement execute function governance_console.ring('sessions');

create trigger governance_console_session_ended
    after update on governance_console.sessions
    for each row when (old.ended_at is null and new.ended_at is not null)
    execute function governance_console.ring('sessions');

create trigger governance_console_session_deleted
    after delete on governance_console.sessions
    for each row when (old.ended_at is null)
    execute function governance_console.ring('sessions');
