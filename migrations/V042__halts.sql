-- Each halt beside the place where the log stood, so that what an agent does afterwards is seen by the console itself.
create table governance_console.halts (
    halt_id bigint generated always as identity primary key,
    agent_id varchar(256) not null,
    halted_by text not null,
    halted_at timestamptz not null,
    reason text not null,
    issued_here boolean not null,
    since timestamptz not null default now(),
    halted_seq bigint not null,
    active_seq bigint,
    active_at timestamptz,
    resumed_at timestamptz,
    resumed_by text,
    resume_reason text
);

create unique index halts_open on governance_console.halts (agent_id) where resumed_at is null;
create index halts_agent on governance_console.halts (agent_id, halt_id desc);
