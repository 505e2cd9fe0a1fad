-- Who is signed in. The token itself is nowhere: what is read here opens no session.
create table governance_console.sessions (
    session_id uuid primary key,
    token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
    user_id uuid not null references ${sdk}.governance_console_users on delete cascade,
    address text not null check (char_length(address) <= 64),
    user_agent text not null check (char_length(user_agent) <= 256),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    last_seen_at timestamptz not null default now(),
    ended_at timestamptz,
    ended_reason text check (ended_reason in
        ('signed_out', 'revoked', 'user_disabled', 'role_changed', 'password_changed')),
    check ((ended_at is null) = (ended_reason is null))
);

create index sessions_user on governance_console.sessions (user_id, created_at);
create index sessions_expiry on governance_console.sessions (expires_at);

-- The last tries to sign in from an address: at most five times, oldest first.
create table governance_console.sign_in_addresses (
    address text primary key check (char_length(address) <= 64),
    recent timestamptz[] not null check (cardinality(recent) between 1 and 5)
);

-- Tries on an account since the last one that succeeded; also for names that nobody has, or the pause would tell.
create table governance_console.sign_in_accounts (
    username text primary key check (char_length(username) <= 128),
    tries bigint not null,
    last_at timestamptz not null,
    blocked_until timestamptz
);

-- Refused tries that the audit log has not been told yet: one row of it per address and minute.
create table governance_console.failed_sign_ins (
    address text not null check (char_length(address) <= 64),
    minute timestamptz not null,
    wrong bigint not null,
    limited bigint not null,
    primary key (address, minute)
);

create index failed_sign_ins_minute on governance_console.failed_sign_ins (minute);
