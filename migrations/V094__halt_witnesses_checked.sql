-- When a row was last checked: a key that is not known yet may be later.
alter table governance_console.halt_witnesses
    add column checked_at timestamptz;
