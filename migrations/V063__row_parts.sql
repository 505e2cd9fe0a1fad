-- What each part of a row was when the console first saw it, as short digests: they name the part that changed once the
-- MAC has failed, and prove nothing by themselves.
create table governance_console.row_parts (
    event_id uuid primary key,
    parts bytea not null check (octet_length(parts) = 96)
);

revoke all on governance_console.row_parts from public;
