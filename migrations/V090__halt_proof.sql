-- What the log says about each halt: the first acknowledgement by a process that runs the agent, how many there are, and the
-- first call that was refused. The times are when a console saw it; the delays are what the agent's process measured.
alter table governance_console.halts
    add column acknowledged_seq bigint,
    add column acknowledged_event uuid,
    add column acknowledged_at timestamptz,
    add column acknowledged_delay_ms bigint,
    add column acknowledged_by integer not null default 0,
    add column refused_seq bigint,
    add column refused_event uuid,
    add column refused_at timestamptz,
    add column refused_delay_ms bigint,
    add column refused_path text;
