-- Alerts on their way to the webhook. Whoever takes a row moves its next try into the future, so that nobody else takes it
-- meanwhile, and ends it only while the lease is theirs.
create table governance_console.alert_deliveries (
    delivery_id uuid primary key,
    alert_id uuid not null references governance_console.cost_alerts on delete cascade,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
    tries integer not null default 0,
    lease uuid,
    target text, -- scheme, host and port of the last try: what follows may be a secret
    last_status integer,
    last_error text,
    created_at timestamptz not null default clock_timestamp(),
    next_try_at timestamptz not null default now(),
    tried_at timestamptz,
    ended_at timestamptz
);

create index alert_deliveries_due on governance_console.alert_deliveries (next_try_at) where state = 'waiting';
create index alert_deliveries_created on governance_console.alert_deliveries (created_at desc, delivery_id desc);
create index alert_deliveries_alert on governance_console.alert_deliveries (alert_id);

revoke all on governance_console.alert_deliveries from public;
