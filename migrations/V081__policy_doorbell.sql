-- SDKs listen for policies that an operator changed, so this bell rings always, for each row that says something new. What
-- agents register again unchanged at every start stays silent.
drop trigger if exists governance_console_ring on ${sdk}.governance_policies;

create trigger governance_console_ring
    after insert or delete on ${sdk}.governance_policies
    for each row execute function governance_console.ring('policies');

create trigger governance_console_ring_changed
    after update on ${sdk}.governance_policies
    for each row when ((old.agent_id, old.policy_type, old.policy_json)
                       is distinct from (new.agent_id, new.policy_type, new.policy_json))
    execute function governance_console.ring('policies');
