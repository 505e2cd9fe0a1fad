-- What agents spent, as the SDK adds it up.
create table if not exists ${sdk}.governance_cost_session_usage (
    agent_id varchar(256) not null,
    session_id uuid not null,
    usd_used double precision not null default 0,
    tokens_used bigint not null default 0,
    last_updated timestamptz not null default now(),
    started_at timestamptz not null default now(),
    primary key (agent_id, session_id)
);

alter table ${sdk}.governance_cost_session_usage
    add column if not exists started_at timestamptz not null default now();

create index if not exists idx_cost_session_agent on ${sdk}.governance_cost_session_usage (agent_id);

create table if not exists ${sdk}.governance_cost_agent_daily (
    agent_id varchar(256) not null,
    day_utc date not null,
    usd_used double precision not null default 0,
    tokens_used bigint not null default 0,
    last_updated timestamptz not null default now(),
    primary key (agent_id, day_utc)
);

create index if not exists idx_cost_daily_agent on ${sdk}.governance_cost_agent_daily (agent_id, day_utc desc);

create table if not exists ${sdk}.governance_cost_model_daily (
    agent_id varchar(256) not null,
    model varchar(128) not null,
    day_utc date not null,
    usd_used double precision not null default 0,
    tokens_used bigint not null default 0,
    last_updated timestamptz not null default now(),
    primary key (agent_id, model, day_utc)
);

create index if not exists idx_cost_model_daily_agent on ${sdk}.governance_cost_model_daily (agent_id, day_utc desc);
