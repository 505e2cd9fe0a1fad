-- Heartbeats and spend ring like the log; decisions and halts ring always.
drop trigger if exists governance_console_ring on ${sdk}.governance_agent_presence;
create trigger governance_console_ring
    after insert or update or delete on ${sdk}.governance_agent_presence
    for each statement execute function governance_console.ring_when_free('presence', '2');

-- The column, or the metadata that older consoles write: heartbeats that change neither stay silent.
drop trigger if exists governance_console_halt_inserted on ${sdk}.governance_agent_presence;
create trigger governance_console_halt_inserted
    after insert on ${sdk}.governance_agent_presence
    for each row when (new.halted_by is not null)
    execute function governance_console.ring('halt');

drop trigger if exists governance_console_halt_changed on ${sdk}.governance_agent_presence;
create trigger governance_console_halt_changed
    after update on ${sdk}.governance_agent_presence
    for each row when (old.halted_by is distinct from new.halted_by
                       or old.metadata_json ->> '_halted_by' is distinct from new.metadata_json ->> '_halted_by')
    execute function governance_console.ring('halt');

drop trigger if exists governance_console_ring on ${sdk}.governance_cost_agent_daily;
create trigger governance_console_ring
    after insert or update or delete on ${sdk}.governance_cost_agent_daily
    for each statement execute function governance_console.ring_when_free('cost', '3');

drop trigger if exists governance_console_ring on ${sdk}.governance_policies;
create trigger governance_console_ring
    after insert or update or delete on ${sdk}.governance_policies
    for each statement execute function governance_console.ring_when_free('cost', '3');

drop trigger if exists governance_console_ring on ${sdk}.governance_gates_pending;
create trigger governance_console_ring
    after insert or update or delete on ${sdk}.governance_gates_pending
    for each statement execute function governance_console.ring('gates');
