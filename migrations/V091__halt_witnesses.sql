-- Rows of the log that speak of an open halt: acknowledgements and refused calls. One counts only once its MAC was checked,
-- for whoever may insert rows could claim both.
create table governance_console.halt_witnesses (
    event_id uuid primary key,
    session_id uuid not null,
    chain_seq bigint not null,
    acknowledges boolean not null,
    delay_ms bigint,
    process text not null,
    path text not null,
    proof text check (proof in ('holds', 'broken', 'unproven')) -- null until it was checked
);

create index halt_witnesses_session on governance_console.halt_witnesses (session_id);
