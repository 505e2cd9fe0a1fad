-- Who answers for an agent as the console's admins say, whatever its heartbeat names: they do not decide what it asks. Who
-- was removed stays, with until when, as a request from before counts them still. Each change of a list raises its version.
create table governance_console.owned_agents (
    agent_id varchar(256) primary key,
    version bigint not null check (version > 0),
    changed_by varchar(256) not null,
    changed_by_id uuid not null,
    changed_at timestamptz not null default clock_timestamp()
);

create table governance_console.agent_owners (
    agent_id varchar(256) not null references governance_console.owned_agents on delete cascade,
    owner varchar(256) not null,
    set_by varchar(256) not null,
    set_by_id uuid not null,
    since timestamptz not null default clock_timestamp(),
    until timestamptz,
    primary key (agent_id, owner)
);

create index agent_owners_until on governance_console.agent_owners (agent_id, until);

revoke all on governance_console.owned_agents from public;
revoke all on governance_console.agent_owners from public;
