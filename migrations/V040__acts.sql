-- What was answered to an act that carried an idempotency key, written in the act's own transaction.
create table governance_console.acts (
    key uuid primary key,
    user_id uuid not null,
    act text not null,
    answer jsonb,
    at timestamptz not null default now()
);

create index acts_at on governance_console.acts (at);
