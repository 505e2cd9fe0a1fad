-- Who each agent said it acts for, and until when, so that nobody approves what they asked for by changing the heartbeat in
-- between. Of one agent the thousand newest are kept: more than a hundred since a request let nobody decide it.
create table governance_console.agent_operators (
    agent_id varchar(256) not null,
    operator_id varchar(256) not null,
    since timestamptz not null default clock_timestamp(),
    until timestamptz,
    primary key (agent_id, operator_id)
);

create index agent_operators_until on governance_console.agent_operators (agent_id, until);

create function governance_console.note_operator() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    moment timestamptz := pg_catalog.clock_timestamp();
begin
    if tg_op <> 'INSERT' then
        update governance_console.agent_operators
           set until = moment
         where agent_id = old.agent_id
           and until is null;
    end if;
    if tg_op <> 'DELETE' and new.operator_id is not null then
        insert into governance_console.agent_operators as known (agent_id, operator_id, since)
        values (new.agent_id, new.operator_id, moment)
            on conflict (agent_id, operator_id) do update
           set until = null;
        delete from governance_console.agent_operators
         where agent_id = new.agent_id
           and until < (select forgotten.until
                          from governance_console.agent_operators forgotten
                         where forgotten.agent_id = new.agent_id
                           and forgotten.until is not null
                         order by forgotten.until desc
                        offset 1000
                         limit 1);
    end if;
    return null;
end
$$;

create trigger governance_console_operator_came
    after insert on ${sdk}.governance_agent_presence
    for each row when (new.operator_id is not null)
    execute function governance_console.note_operator();

create trigger governance_console_operator_changed
    after update on ${sdk}.governance_agent_presence
    for each row when ((old.agent_id, old.operator_id) is distinct from (new.agent_id, new.operator_id))
    execute function governance_console.note_operator();

create trigger governance_console_operator_left
    after delete on ${sdk}.governance_agent_presence
    for each row when (old.operator_id is not null)
    execute function governance_console.note_operator();

insert into governance_console.agent_operators (agent_id, operator_id)
select agent_id, operator_id
  from ${sdk}.governance_agent_presence
 where operator_id is not null;
