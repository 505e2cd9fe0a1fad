-- Sessions that do not hold, as the whole cluster knows them. What was mended stays, with the time.
create table governance_console.damage (
    session_id uuid primary key,
    verdict text not null check (verdict in ('tampered', 'truncated', 'unverifiable')),
    headline text not null,
    sentence text not null,
    kind text,
    event_id uuid,
    chain_seq bigint,
    failures bigint not null,
    agents text[] not null,
    events bigint not null,
    found_at timestamptz not null,
    checked_at timestamptz not null,
    cleared_at timestamptz,
    revision bigint not null
);

create index damage_open on governance_console.damage (verdict, found_at) where cleared_at is null;
create index damage_cleared on governance_console.damage (cleared_at) where cleared_at is not null;
create index damage_revision on governance_console.damage (revision);

-- Sessions in which something did not plainly hold: somebody is to read them whole.
create table governance_console.closer_looks (
    session_id uuid primary key,
    since timestamptz not null default now(),
    revision bigint not null default 1
);

create index closer_looks_since on governance_console.closer_looks (since);

-- One row: who reads the log again, where that stands, and how often anybody was told of damage this minute.
create table governance_console.sweep (
    one boolean primary key default true check (one),
    owner uuid,
    epoch bigint not null default 0,
    lease_until timestamptz,
    place uuid,
    started_at timestamptz,
    up_to_seq bigint,
    sessions_expected bigint not null default 0,
    sessions_done bigint not null default 0,
    events_done bigint not null default 0,
    beyond bigint not null default 0,
    finished_at timestamptz,
    finished_up_to_seq bigint,
    finished_sessions bigint not null default 0,
    finished_events bigint not null default 0,
    finished_beyond bigint not null default 0,
    marks_state text,
    marks_sentence text,
    marks_at timestamptz,
    alerts_minute timestamptz,
    alerts int not null default 0,
    untold bigint not null default 0,
    revision bigint not null default 0
);

revoke all on governance_console.damage, governance_console.closer_looks, governance_console.sweep from public;

create trigger governance_console_ring_new
    after insert on governance_console.damage
    for each row execute function governance_console.ring('chain');

-- A session that is only checked again keeps its revision, and nobody needs to hear of it.
create trigger governance_console_ring_changed
    after update on governance_console.damage
    for each row when (old.revision is distinct from new.revision)
    execute function governance_console.ring('chain');

create trigger governance_console_ring
    after insert or update on governance_console.closer_looks
    for each statement execute function governance_console.ring('chain');
