-- When the last whole round began: how long it took tells how late the next one is.
alter table governance_console.sweep
    add column finished_began_at timestamptz;
