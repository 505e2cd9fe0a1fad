-- Budgets that cannot be raced: a row for each counter of the SDK's (an agent's day, a session), held while somebody decides
-- on a reservation against it, and the reservations themselves. What is settled stands in the SDK's counters alone.
create table governance_console.budget_counters (
    scope text not null check (scope in ('day', 'session')),
    key text not null, -- the agent; for a session the agent, a blank and the session
    day date not null, -- of UTC; 'infinity' for a session, which may last over midnight
    made_at timestamptz not null default now(), -- rows say nothing, so a day later they may go and be made anew
    primary key (scope, key, day)
);

create index budget_counters_made on governance_console.budget_counters (made_at);

create table governance_console.budget_reservations (
    reservation_id uuid primary key,
    agent_id varchar(256) not null,
    session_id uuid not null,
    day date not null, -- on which it counts and is settled, whenever that is
    usd numeric(24, 12) not null check (usd >= 0),
    tokens bigint not null check (tokens >= 0),
    reserved_at timestamptz not null default now(),
    expires_at timestamptz not null, -- from here on it counts no more
    outcome text check (outcome in ('settled', 'released')), -- null while it is open
    ended_at timestamptz
);

create index budget_reservations_open on governance_console.budget_reservations (agent_id) where outcome is null;
create index budget_reservations_expiry on governance_console.budget_reservations (expires_at);

revoke all on governance_console.budget_counters, governance_console.budget_reservations from public;

-- Whoever may write the SDK's counters may reserve against them.
do $$
declare
    grantee text;
begin
    for grantee in
        select distinct case entry.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(entry.grantee)) end
          from pg_class counters
         cross join aclexplode(counters.relacl) entry
         where counters.oid = '${sdk}.governance_cost_agent_daily'::regclass
           and entry.privilege_type = 'INSERT'
           and entry.grantee <> counters.relowner
    loop
        execute 'grant usage on schema governance_console to ' || grantee;
        execute 'grant select, insert, update, delete'
             || ' on governance_console.budget_counters, governance_console.budget_reservations to ' || grantee;
    end loop;
end
$$;
