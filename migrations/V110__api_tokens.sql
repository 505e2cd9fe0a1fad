-- What scripts come in by. The token itself is nowhere: what is read here opens nothing. SHA-256 is enough, for nobody
-- guesses 256 random bits; a hash that is slow on purpose guards passwords, which people choose.
create table governance_console.api_tokens (
    token_id uuid primary key,
    token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
    user_id uuid not null references ${sdk}.governance_console_users on delete cascade,
    name text not null check (char_length(name) between 1 and 100),
    scopes text[] not null check (cardinality(scopes) between 1 and 20),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz,
    check (expires_at <= created_at + interval '8760 hours') -- 365 days
);

create index api_tokens_user on governance_console.api_tokens (user_id, created_at desc, token_id desc);
create index api_tokens_created on governance_console.api_tokens (created_at desc, token_id desc);
create index api_tokens_over on governance_console.api_tokens ((least(expires_at, revoked_at)));

revoke all on governance_console.api_tokens from public;

-- Streams that came by a token end with it.
create trigger governance_console_token_revoked
    after update on governance_console.api_tokens
    for each row when (old.revoked_at is null and new.revoked_at is not null)
    execute function governance_console.ring('sessions');

create trigger governance_console_token_deleted
    after delete on governance_console.api_tokens
    for each row when (old.revoked_at is null)
    execute function governance_console.ring('sessions');
