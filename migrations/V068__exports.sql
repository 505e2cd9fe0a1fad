-- Who is being given events: one export at a time for each person, on whatever node.
create table governance_console.exports (
    user_id uuid primary key,
    export_id uuid not null,
    heartbeat timestamptz not null default now() -- when it stops, the place is free
);
