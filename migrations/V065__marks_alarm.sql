-- What was told of the marks last, so that every node can tell its own listeners, and from which head on it may be over.
alter table governance_console.sweep
    add column marks_headline text,
    add column marks_known bigint not null default 0,
    add column marks_told_at timestamptz,
    add column marks_revision bigint not null default 0;
