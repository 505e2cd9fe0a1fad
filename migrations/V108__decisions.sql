-- Who decided what in a console. The rows of the audit log say it, too, but whoever may write that log may say it as well,
-- and the request's own row is the agents' to change.
create table governance_console.decisions (
    request_id uuid primary key,
    resolution text not null check (resolution in ('granted', 'denied')),
    decided_by varchar(256) not null,
    decided_by_id uuid not null,
    token_id uuid,
    decided_at timestamptz not null
);
