-- What one admin wants a policy to say, where it takes another one to have it so. It waits here, where no agent reads, for a
-- day; one for each policy.
create table governance_console.policy_proposals (
    agent_id varchar(256) not null,
    policy_type varchar(32) not null,
    proposal_id uuid not null,
    policy text not null,
    version varchar(128), -- of the policy that was seen; null when there was none
    reason varchar(512) not null,
    proposed_by varchar(256) not null,
    proposed_by_id uuid not null,
    token_id uuid,
    proposed_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (agent_id, policy_type)
);

revoke all on governance_console.policy_proposals from public;

-- Of each change that took two admins, by its audit event: who proposed what the history's changed_by confirmed.
create table governance_console.policy_confirmations (
    event_id uuid primary key,
    proposed_by varchar(256) not null,
    proposed_by_id uuid not null
);

revoke all on governance_console.policy_confirmations from public;
