-- Roles with least privilege, made once, as a superuser, in the database that console and agents share:
--
--   psql -v ON_ERROR_STOP=1 -d governance -f deploy/sql/roles.sql
--
-- then `governance migrate` as the owner, then deploy/sql/grants.sql. Whoever owns the tables already is the owner:
-- -v owner=NAME. Nobody can sign in as a new role before it has a password (\password governance_console), and none is here.
\if :{?owner} \else \set owner governance_owner \endif
\if :{?console} \else \set console governance_console \endif
\if :{?halter} \else \set halter governance_halter \endif
\if :{?agent} \else \set agent governance_agent \endif
\if :{?auditor} \else \set auditor governance_auditor \endif
\if :{?sdk} \else \set sdk public \endif

begin;

-- A psql variable does not reach into a body between dollars.
select set_config('governance.roles', json_build_array(:'owner', :'console', :'halter', :'agent', :'auditor')::text, true),
       set_config('governance.owner', :'owner', true);

do $$
declare
    name text;
begin
    for name in select json_array_elements_text(current_setting('governance.roles')::json) loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls', name);
        end if;
    end loop;
    -- Temporary tables are looked at before all others.
    execute format('revoke temporary on database %I from public', current_database());
    execute format('grant create on database %I to %I', current_database(), current_setting('governance.owner'));
    for name in select json_array_elements_text(current_setting('governance.roles')::json) loop
        execute format('grant connect on database %I to %I', current_database(), name);
    end loop;
end
$$;

grant usage on schema :"sdk" to :"owner", :"console", :"agent", :"auditor";
grant create on schema :"sdk" to :"owner";

-- Whoever may make tables there can stand in for one that somebody else looks for.
revoke create on schema :"sdk" from public;

-- The console does all but write halt markers, the halter that, too: GOVERNANCE_DATABASE_URL and GOVERNANCE_HALT_DATABASE_URL.
grant :"console" to :"halter";

commit;
