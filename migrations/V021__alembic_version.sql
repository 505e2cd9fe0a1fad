-- All that the SDK's own migrations would make is there now, and they would fail on what they find: say so where they
-- look. The newest revision that a published release knows, for a release stops at one it does not know; where the
-- halt columns already came from the SDK, its release knows all that we have. A stranger is newer than ours and stays.
create table if not exists ${sdk}.alembic_version (
    version_num varchar(32) not null,
    constraint alembic_version_pkc primary key (version_num)
);

do $$
declare
    head varchar(32) := 'f251kill2halt';
begin
    if exists (select from ${sdk}.alembic_version
               where version_num not in ('a1b2c3d4e5f6', 'f6a1ed25519aid', 'f6b2_chain_rotation', 'f9a1b2c3d4e5',
                                         'ab1f55d62f81', '978884c6b7f1', 'f251kill2halt', 'a7f2haltcols',
                                         'a8b3nodelhalt')) then
        return;
    end if;
    if exists (select from ${sdk}.alembic_version where version_num in ('a7f2haltcols', 'a8b3nodelhalt')) then
        head := 'a8b3nodelhalt';
    end if;
    delete from ${sdk}.alembic_version where version_num <> head;
    insert into ${sdk}.alembic_version (version_num) values (head) on conflict do nothing;
end
$$;
