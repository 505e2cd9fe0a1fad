-- Caps that were used up to a threshold. Whoever inserts the row tells of it, once for the cap as it then stood.
create table governance_console.cost_alerts (
    alert_id uuid primary key,
    agent_id varchar(256) not null,
    cap text not null,
    period text not null, -- the day of UTC, or the session
    threshold integer not null check (threshold between 1 and 100), -- percent
    cap_limit numeric not null,
    used numeric not null,
    raised_at timestamptz not null default clock_timestamp(),
    unique (agent_id, cap, period, threshold, cap_limit)
);

create index cost_alerts_raised on governance_console.cost_alerts (raised_at desc, alert_id desc);

revoke all on governance_console.cost_alerts from public;

create trigger governance_console_ring
    after insert on governance_console.cost_alerts
    for each row execute function governance_console.ring('alerts');
