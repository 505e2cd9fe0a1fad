-- What this console has seen of each session, so that rows that go missing are missed. Kept beside the log, not in it.
create table governance_console.marks (
    session_id uuid primary key,
    events bigint not null check (events > 0),
    last_seq bigint not null,
    last_id uuid not null,
    last_mac text not null,
    digest bytea not null check (octet_length(digest) = 32)
);

-- Signed statements about all marks, each chained to the one before. Only consoles hold the key.
create table governance_console.mark_heads (
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

-- One row once the log was adopted. Whoever holds its lock marks; its sum is what the newest head's root is the digest of.
create table governance_console.mark_state (
    one boolean primary key default true check (one),
    number bigint not null,
    sum bytea not null check (octet_length(sum) = 512)
);

-- Whoever may add to the log need not see, and must not change, what the console keeps of it.
revoke all on governance_console.marks, governance_console.mark_heads, governance_console.mark_state from public;
