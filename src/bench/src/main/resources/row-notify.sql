-- What the Python package's own console installs on the log: a NOTIFY for each row.
create function notify_governance_event() returns trigger
    language plpgsql
as $$
begin
    perform pg_notify('governance_events', json_build_object(
        'event_id', new.event_id, 'agent_id', new.agent_id, 'session_id', new.session_id, 'kind', new.kind,
        'chain_seq', new.chain_seq, 'created_at', new.created_at)::text);
    return new;
end
$$;

create trigger audit_event_notify
    after insert on governance_audit_events
    for each row execute function notify_governance_event();
