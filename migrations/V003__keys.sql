-- Fingerprints of chain keys, and agents' signing keys with their revocations.
create table if not exists ${sdk}.governance_audit_chain_keys (
    key_version serial primary key,
    fingerprint text not null unique,
    activated_at_chain_seq bigint not null,
    retired_at_chain_seq bigint,
    created_at timestamptz not null default now()
);

create index if not exists ix_chain_keys_active_window
    on ${sdk}.governance_audit_chain_keys (activated_at_chain_seq);

create table if not exists ${sdk}.governance_agent_keys (
    key_fingerprint text primary key,
    agent_id text not null,
    public_key_pem text not null,
    activated_at_chain_seq bigint not null,
    created_at timestamptz not null default now()
);

create index if not exists ix_agent_keys_agent on ${sdk}.governance_agent_keys (agent_id);

create table if not exists ${sdk}.governance_agent_key_revocations (
    id bigserial primary key,
    key_fingerprint text not null,
    revoked_at_chain_seq bigint not null,
    reason text not null,
    operator_id text not null,
    created_at timestamptz not null default now(),
    constraint uq_revocation_fp_seq unique (key_fingerprint, revoked_at_chain_seq)
);

create index if not exists ix_revocations_fp on ${sdk}.governance_agent_key_revocations (key_fingerprint);

revoke update, delete on ${sdk}.governance_agent_keys from public;
revoke update, delete on ${sdk}.governance_agent_key_revocations from public;
