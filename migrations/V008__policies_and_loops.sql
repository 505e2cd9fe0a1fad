-- Policies, loop tracking and the wrappers that registered themselves.
create table if not exists ${sdk}.governance_policies (
    agent_id varchar(256) not null,
    policy_type varchar(32) not null,
    policy_json jsonb not null,
    updated_at timestamptz not null default now(),
    primary key (agent_id, policy_type)
);

create table if not exists ${sdk}.governance_loop_tracking (
    id bigserial primary key,
    session_id uuid not null,
    agent_id varchar(256) not null,
    tool_name varchar(256) not null,
    called_at timestamptz not null default now()
);

create index if not exists idx_loop_tracking_session_tool
    on ${sdk}.governance_loop_tracking (session_id, tool_name, called_at);

create table if not exists ${sdk}.governance_wrapper_registrations (
    id bigserial primary key,
    agent_id text not null,
    provider text not null,
    hostname_hash text not null,
    instance_id uuid not null,
    sdk_version text,
    registered_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    unique (agent_id, provider, instance_id)
);

create index if not exists ix_wrapper_reg_last_seen on ${sdk}.governance_wrapper_registrations (last_seen_at);
create index if not exists ix_wrapper_reg_agent on ${sdk}.governance_wrapper_registrations (agent_id);

create or replace function ${sdk}.governance_wrapper_reg_agent_exists() returns trigger
    language plpgsql
as $$
begin
    if not exists (select from ${sdk}.governance_policies where agent_id = new.agent_id) then
        raise exception 'wrapper registration rejected: agent_id % not found in governance_policies', new.agent_id
            using errcode = 'foreign_key_violation';
    end if;
    return new;
end
$$;

do $$
begin
    if not exists (select from pg_trigger
                   where tgrelid = '${sdk}.governance_wrapper_registrations'::regclass
                     and tgname = 'trg_wrapper_reg_agent_exists') then
        create trigger trg_wrapper_reg_agent_exists
            before insert on ${sdk}.governance_wrapper_registrations
            for each row execute function ${sdk}.governance_wrapper_reg_agent_exists();
    end if;
end
$$;
