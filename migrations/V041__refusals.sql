-- How often a person was refused an act, so that repeating it cannot flood the log.
create table governance_console.refusals (
    user_id uuid not null,
    act text not null,
    refused bigint not null,
    logged_at timestamptz not null,
    primary key (user_id, act)
);
