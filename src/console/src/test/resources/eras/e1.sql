-- What SDK 0.6.2 adds to the tables of e0.sql with its alembic chain.
alter table governance_audit_events
    add column model varchar(128),
    add column signature bytea,
    add column signing_key_fingerprint text,
    add column signature_status text not null default 'legacy_unsigned',
    add column hmac_next varchar(128);
alter table governance_audit_events alter column signature_status set default 'unsigned';
create table governance_audit_chain_keys (
    key_version serial primary key,
    fingerprint text not null unique,
    activated_at_chain_seq bigint not null,
    retired_at_chain_seq bigint,
    created_at timestamptz not null default now()
);
create table governance_agent_keys (
    key_fingerprint text primary key,
    agent_id text not null,
    public_key_pem text not null,
    activated_at_chain_seq bigint not null,
    created_at timestamptz not null default now()
);
create table governance_agent_key_revocations (
    id bigserial primary key,
    key_fingerprint text not null,
    revoked_at_chain_seq bigint not null,
    reason text not null,
    operator_id text not null,
    created_at timestamptz not null default now(),
    constraint uq_revocation_fp_seq unique (key_fingerprint, revoked_at_chain_seq)
);
alter table governance_gates_pending
    add column reviewer_id uuid,
    add column reviewing_since timestamptz,
    add column rationale varchar(2000);
create index idx_gates_reviewer on governance_gates_pending (reviewer_id)
    where reviewer_id is not null and resolved_at is null;
alter table governance_agent_presence add column operator_id varchar(256);
create table governance_console_users (
    user_id uuid primary key,
    username varchar(128) not null unique,
    password_hash varchar(256) not null,
    role varchar(16) not null default 'viewer' check (role in ('viewer', 'admin')),
    disabled boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create view governance_audit_events_halted as
    select * from governance_audit_events where kind in ('agent.killed', 'agent.halted');
create table alembic_version (
    version_num varchar(32) not null,
    constraint alembic_version_pkc primary key (version_num)
);
insert into alembic_version values ('f251kill2halt');

insert into governance_console_users (user_id, username, password_hash, role)
    values (md5('maria')::uuid, 'maria', 'pbkdf2', 'admin');
insert into governance_agent_presence (agent_id, metadata_json, operator_id) values
    ('agent-4', '{"_halted_by": "paul", "_halted_at": "2026-05-02T10:00:00+00:00", "_halt_reason": "loop"}', 'paul');
