-- Which consoles run on this database. Each keeps its own row; one that was not seen for long is taken out by the others.
create table governance_console.nodes (
    node_id uuid primary key, -- of the process
    host text not null check (length(host) <= 255),
    version text not null check (length(version) <= 100),
    clustered boolean not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    roles jsonb not null, -- {"audit": 2, …}
    waiting_workers bigint not null, -- tasks for worker threads
    waiting_database bigint not null, -- for a connection of the database
    waiting_bus bigint not null -- messages of the event bus
);

revoke all on governance_console.nodes from public;
