-- Verifications that were asked for: a queue, its leases and its results.
create table governance_console.verifications (
    id uuid primary key,
    session_id uuid, -- null for the whole log
    asked_by text not null,
    asked_by_id uuid not null,
    asked_at timestamptz not null default now(),
    state text not null default 'queued'
        check (state in ('queued', 'running', 'paused', 'done', 'cancelled', 'failed')),
    lease uuid, -- of the run that may write here; another run takes the job up when the heartbeat stops
    heartbeat timestamptz,
    rows_done bigint not null default 0,
    rows_total bigint not null default 0,
    started_at timestamptz,
    ended_at timestamptz,
    verdict jsonb,
    reason text
);

-- Of all nodes together one reads the whole log at a time.
create unique index verifications_whole_log on governance_console.verifications ((session_id is null))
    where session_id is null and state in ('running', 'paused');
create index verifications_open on governance_console.verifications (asked_at)
    where state in ('queued', 'running', 'paused');
create index verifications_asked on governance_console.verifications (asked_at desc);

create trigger governance_console_ring
    after insert or update on governance_console.verifications
    for each row execute function governance_console.ring('jobs'); -- a claim that finds nothing must not ring
