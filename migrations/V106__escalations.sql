-- To whom a request was handed on, the last time. Not in its payload, which its token vouches for.
create table governance_console.escalations (
    request_id uuid primary key references ${sdk}.governance_gates_pending on delete cascade,
    escalated_to text not null check (char_length(escalated_to) <= 256),
    escalated_by text not null,
    escalated_at timestamptz not null default now()
);
