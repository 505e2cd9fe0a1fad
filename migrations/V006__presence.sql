-- Who is alive, and who was told to stop. The SDK's grant of UPDATE to everybody is not repeated.
create table if not exists ${sdk}.governance_agent_presence (
    agent_id varchar(256) primary key,
    status varchar(16) not null default 'live' check (status in ('live', 'idle', 'unresponsive')),
    last_heartbeat timestamptz not null default now(),
    started_at timestamptz not null default now(),
    metadata_json jsonb default '{}',
    operator_id varchar(256)
);

alter table ${sdk}.governance_agent_presence
    add column if not exists operator_id varchar(256),
    add column if not exists halted_by varchar(256),
    add column if not exists halted_at timestamptz,
    add column if not exists halt_reason varchar(2000);

-- Older eras kept the halt in the metadata. A database that says it is past the SDK's own move of it is left alone:
-- there a marker without a column belongs to an agent that was resumed.
do $$
declare
    moved boolean := false;
    agent record;
    since timestamptz;
begin
    if to_regclass('${sdk}.alembic_version') is not null then
        execute $q$select exists (select from ${sdk}.alembic_version
                                  where version_num not in ('a1b2c3d4e5f6', 'f6a1ed25519aid', 'f6b2_chain_rotation',
                                                            'f9a1b2c3d4e5', 'ab1f55d62f81', '978884c6b7f1',
                                                            'f251kill2halt'))$q$
            into moved;
    end if;
    if moved then
        return;
    end if;
    for agent in
        select agent_id,
               coalesce(metadata_json ->> '_halted_by', metadata_json ->> '_killed_by') as halted_by,
               coalesce(metadata_json ->> '_halted_at', metadata_json ->> '_killed_at') as halted_at,
               coalesce(metadata_json ->> '_halt_reason', metadata_json ->> '_kill_reason') as reason
        from ${sdk}.governance_agent_presence
        where halted_by is null
          and coalesce(metadata_json ->> '_halted_by', metadata_json ->> '_killed_by') is not null
        order by agent_id
    loop
        begin
            since := coalesce(agent.halted_at::timestamptz, now());
        exception when data_exception then
            since := now();
        end;
        update ${sdk}.governance_agent_presence
        set halted_by = left(agent.halted_by, 256), halted_at = since, halt_reason = left(agent.reason, 2000)
        where agent_id = agent.agent_id;
    end loop;
end
$$;
