-- An empty search_path still finds types and relations of pg_temp first, where anybody may make some: named last, it is
-- looked at last. And a function that runs as its owner is fired by our own triggers alone; firing takes no right to it.
alter function governance_console.end_sessions() set search_path = pg_catalog, pg_temp;
alter function governance_console.note_operator() set search_path = pg_catalog, pg_temp;

revoke execute on function governance_console.end_sessions() from public;
revoke execute on function governance_console.note_operator() from public;
