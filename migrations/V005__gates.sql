-- Approvals that agents wait for. The reviewer columns come before any trigger that reads them.
create table if not exists ${sdk}.governance_gates_pending (
    request_id uuid primary key,
    agent_id varchar(256) not null,
    kind varchar(128) not null,
    action_hash varchar(128) not null,
    token text not null,
    expires_at timestamptz not null,
    payload_json jsonb not null default '{}',
    created_at timestamptz not null default now(),
    resolved_at timestamptz,
    resolution varchar(16)
);

alter table ${sdk}.governance_gates_pending
    add column if not exists reviewer_id uuid,
    add column if not exists reviewing_since timestamptz,
    add column if not exists rationale varchar(2000);

create index if not exists idx_gates_unresolved
    on ${sdk}.governance_gates_pending (resolved_at) where resolved_at is null;

create index if not exists idx_gates_agent
    on ${sdk}.governance_gates_pending (agent_id, created_at desc);

create index if not exists idx_gates_reviewer
    on ${sdk}.governance_gates_pending (reviewer_id) where reviewer_id is not null and resolved_at is null;
