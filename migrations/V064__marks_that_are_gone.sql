-- What V050 and V060 made, where somebody dropped it: `governance migrate` runs this again whenever a table is missing.
create table if not exists governance_console.marks (
    session_id uuid primary key,
    events bigint not null check (events > 0),
    last_seq bigint not null,
    last_id uuid not null,
    last_mac text not null,
    digest bytea not null check (octet_length(digest) = 32)
);

create table if not exists governance_console.mark_heads (
    number bigint primary key check (number > 0),
    at timestamptz not null,
    up_to_seq bigint not null,
    gaps text not null,
    sessions bigint not null,
    events bigint not null,
    root bytea not null check (octet_length(root) = 32),
    previous bytea not null check (octet_length(previous) = 32),
    reason text,
    key_fingerprint text not null,
    signature bytea not null
);

create table if not exists governance_console.mark_state (
    one boolean primary key default true check (one),
    number bigint not null,
    sum bytea not null check (octet_length(sum) = 512)
);

create index if not exists mark_heads_key on governance_console.mark_heads (key_fingerprint, number);

revoke all on governance_console.marks, governance_console.mark_heads, governance_console.mark_state from public;
