-- Who changed which policy to what, whoever it was: agents that register, people with SQL, the console. A console's change
-- names its act and its audit event; of the others the thousand newest of each policy are kept.
create table governance_console.policy_changes (
    change_id bigint generated always as identity primary key,
    agent_id varchar(256) not null,
    policy_type varchar(32) not null,
    deed text not null check (deed in ('found', 'created', 'changed', 'deleted')),
    policy jsonb, -- from then on; null once deleted, and where it takes more than a MiB
    changed_at timestamptz not null default clock_timestamp(),
    database_role text not null default session_user,
    transaction_id bigint not null default txid_current(),
    user_id uuid,
    changed_by text,
    reason text,
    access_id uuid,
    event_id uuid,
    check ((event_id is null) = (changed_by is null))
);

create index policy_changes_policy on governance_console.policy_changes (agent_id, policy_type, change_id desc);

create index policy_changes_outside on governance_console.policy_changes (agent_id, policy_type, change_id desc)
    where event_id is null;

revoke all on governance_console.policy_changes from public;

-- Without what the Python SDK keeps for its webhook: its secret, and its address, whose path often is one.
create function governance_console.policy_shown(policy jsonb) returns jsonb
    language sql
    immutable
    set search_path = pg_catalog, pg_temp
as $$
    select case when pg_catalog.pg_column_size(policy) > 1048576 then null
                when pg_catalog.jsonb_typeof(policy) = 'object' then policy operator(pg_catalog.-)
                     array['alert_webhook_url', 'alert_webhook_secret', 'alert_threshold_pct']::pg_catalog.text[]
                else policy end
$$;

create function governance_console.note_policy() returns trigger
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    moved boolean := tg_op = 'UPDATE' and (old.agent_id, old.policy_type) is distinct from (new.agent_id, new.policy_type);
begin
    if tg_op = 'DELETE' or moved then
        insert into governance_console.policy_changes (agent_id, policy_type, deed)
        values (old.agent_id, old.policy_type, 'deleted');
    end if;
    if tg_op <> 'DELETE' then
        insert into governance_console.policy_changes (agent_id, policy_type, deed, policy)
        values (new.agent_id, new.policy_type,
                case when tg_op = 'INSERT' or moved then 'created' else 'changed' end,
                governance_console.policy_shown(new.policy_json));
        delete from governance_console.policy_changes
         where agent_id = new.agent_id
           and policy_type = new.policy_type
           and event_id is null
           and change_id < (select forgotten.change_id
                              from governance_console.policy_changes forgotten
                             where forgotten.agent_id = new.agent_id
                               and forgotten.policy_type = new.policy_type
                               and forgotten.event_id is null
                             order by forgotten.change_id desc
                            offset 1000
                             limit 1);
    end if;
    return null;
end
$$;

create function governance_console.note_policies_gone() returns trigger
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    insert into governance_console.policy_changes (agent_id, policy_type, deed)
    select agent_id, policy_type, 'deleted' from ${sdk}.governance_policies;
    return null;
end
$$;

create trigger governance_console_policy_noted
    after insert or delete on ${sdk}.governance_policies
    for each row execute function governance_console.note_policy();

-- What agents register again unchanged at every start is no change.
create trigger governance_console_policy_changed
    after update on ${sdk}.governance_policies
    for each row when ((old.agent_id, old.policy_type, old.policy_json)
                       is distinct from (new.agent_id, new.policy_type, new.policy_json))
    execute function governance_console.note_policy();

create trigger governance_console_policies_gone
    before truncate on ${sdk}.governance_policies
    for each statement execute function governance_console.note_policies_gone();

insert into governance_console.policy_changes (agent_id, policy_type, deed, policy)
select agent_id, policy_type, 'found', governance_console.policy_shown(policy_json)
  from ${sdk}.governance_policies;

-- Fired by our triggers alone, which takes no right to call them.
revoke execute on function governance_console.note_policy() from public;
revoke execute on function governance_console.note_policies_gone() from public;
