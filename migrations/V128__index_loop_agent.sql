-- What one agent called lately, which the console shows beside its limit.
create index concurrently if not exists governance_console_loop_agent
    on ${sdk}.governance_loop_tracking (agent_id, called_at desc);
