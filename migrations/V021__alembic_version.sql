-- All that the SDK's own migrations would make is there now, and they would fail on what they find: say so where they
-- look. A revision we do not know is newer than ours and stays.
create table if not exists ${sdk}.alembic_version (
    version_num varchar(32) not null,
    constraint alembic_version_pkc primary key (version_num)
);

do $$
begin
    if exists (select from ${sdk}.alembic_version
               where version_num not in ('a1b2c3d4e5f6', 'f6a1ed25519aid', 'f6b2_chain_rotation', 'f9a1b2c3d4e5',
                                         'ab1f55d62f81', '978884c6b7f1', 'f251kill2halt', 'a7f2haltcols',
                                         'a8b3nodelhalt')) then
        return;
    end if;
    delete from ${sdk}.alembic_version where version_num <> 'a8b3nodelhalt';
    insert into ${sdk}.alembic_version (version_num) values ('a8b3nodelhalt') on conflict do nothing;
end
$$;
