-- Who granted first what takes two admins. The request waits on until another one grants it, too: so for agents it is as if
-- nobody had decided. What was seen is kept as a digest, for a grant is none of what the request became afterwards.
create table governance_console.first_grants (
    request_id uuid primary key references ${sdk}.governance_gates_pending on delete cascade,
    granted_by varchar(256) not null,
    granted_by_id uuid not null,
    token_id uuid,
    granted_at timestamptz not null default clock_timestamp(),
    rationale varchar(2000),
    seen text not null,
    confirmed_at timestamptz
);

revoke all on governance_console.first_grants from public;
