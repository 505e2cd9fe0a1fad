-- People who sign in, where the Python console kept them.
create table if not exists ${sdk}.governance_console_users (
    user_id uuid primary key,
    username varchar(128) not null unique,
    password_hash varchar(256) not null,
    role varchar(16) not null default 'viewer' check (role in ('viewer', 'admin')),
    disabled boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
