-- The sessions that hold, newest first, without reading those of the last month that are over.
create index sessions_live on governance_console.sessions (created_at desc, session_id desc) where ended_at is null;
