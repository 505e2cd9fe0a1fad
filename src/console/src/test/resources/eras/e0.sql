-- A database as SDK 0.5.4 and older made it: no signatures, no models, no reviewers, no policies,
-- a halt under the name kill in the metadata; the Python console's NOTIFY triggers on events and presence.
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
    created_at timestamptz not null
);
create index idx_audit_session on governance_audit_events (session_id);
create index idx_audit_session_seq on governance_audit_events (session_id, chain_seq desc);
create index idx_audit_agent on governance_audit_events (agent_id);
create index idx_audit_parent on governance_audit_events (parent_event_id);
create index idx_audit_created on governance_audit_events (created_at);

create function governance_audit_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'governance_audit_events is append-only: % is not permitted', tg_op;
end
$$;
create trigger trg_audit_no_update before update on governance_audit_events
    for each row execute function governance_audit_append_only();
create trigger trg_audit_no_delete before delete on governance_audit_events
    for each row execute function governance_audit_append_only();

create table governance_cost_session_usage (
    agent_id varchar(256), session_id uuid,
    usd_used double precision not null default 0, tokens_used bigint not null default 0,
    last_updated timestamptz not null default now(), started_at timestamptz not null default now(),
    primary key (agent_id, session_id)
);
create table governance_cost_agent_daily (
    agent_id varchar(256), day_utc date,
    usd_used double precision not null default 0, tokens_used bigint not null default 0,
    last_updated timestamptz not null default now(),
    primary key (agent_id, day_utc)
);
create table governance_gates_pending (
    request_id uuid primary key,
    agent_id varchar(256) not null,
    kind varchar(128) not null,
    action_hash varchar(128) not null,
    token text not null,
    expires_at timestamptz not null,
    payload_json jsonb not null default '{}',
    created_at timestamptz not null default now(),
    resolved_at timestamptz,
    resolution varchar(16)
);
create index idx_gates_unresolved on governance_gates_pending (resolved_at) where resolved_at is null;
create index idx_gates_agent on governance_gates_pending (agent_id, created_at desc);
create table governance_agent_presence (
    agent_id varchar(256) primary key,
    status varchar(16) not null default 'live' check (status in ('live', 'idle', 'unresponsive')),
    last_heartbeat timestamptz not null default now(),
    started_at timestamptz not null default now(),
    metadata_json jsonb default '{}'
);

create function notify_governance_event() returns trigger language plpgsql as $$
begin
    perform pg_notify('governance_events', json_build_object('event_id', new.event_id)::text);
    return new;
end
$$;
create trigger audit_event_notify after insert on governance_audit_events
    for each row execute function notify_governance_event();
create function notify_presence_change() returns trigger language plpgsql as $$
begin
    perform pg_notify('governance_presence', json_build_object('agent_id', new.agent_id)::text);
    return new;
end
$$;
create trigger presence_change_notify after insert or update on governance_agent_presence
    for each row execute function notify_presence_change();

insert into governance_audit_events
    (event_id, session_id, agent_id, kind, metadata_json, hmac_value, created_at)
select md5('event' || n)::uuid, md5('session' || n % 3)::uuid, 'agent-' || n % 3, 'tool.call',
       jsonb_build_object('n', n), md5('mac' || n), timestamptz '2026-03-01 12:00+00' + n * interval '1 second'
from generate_series(1, 60) n;
insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used)
    values ('agent-1', date '2026-03-01', 1.25, 500);
insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at)
    values (md5('gate')::uuid, 'agent-1', 'deploy', 'a', 't', timestamptz '2099-01-01 00:00+00');
insert into governance_agent_presence (agent_id, metadata_json) values
    ('agent-1', '{"version": 3}'),
    ('agent-2', '{"_killed_by": "maria", "_killed_at": "2026-03-02T10:00:00.5+00:00", "_kill_reason": "runs wild"}'),
    ('agent-3', '{"_killed_by": "maria", "_killed_at": "some day", "_kill_reason": "no clock"}');
