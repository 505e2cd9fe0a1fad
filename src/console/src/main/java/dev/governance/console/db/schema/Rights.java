package dev.governance.console.db.schema;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the user may not do and a migration must. */
final class Rights {
    private static final String MISSING = """
            select 'CREATE on database ' || quote_ident(current_database())
            where to_regnamespace('governance_console') is null
              and not has_database_privilege(current_database(), 'CREATE')
            union all
            select 'CREATE and USAGE on schema ' || quote_ident(nspname)
            from pg_namespace
            where nspname in (?, 'governance_console')
              and not (has_schema_privilege(oid, 'CREATE') and has_schema_privilege(oid, 'USAGE'))
            union all
            (select 'ownership of ' || case relkind when 'v' then 'view ' else 'table ' end || relname
                    || ' (it belongs to ' || pg_get_userbyid(relowner) || ')'
             from pg_class
             where relnamespace = to_regnamespace(?)
               and (relname like 'governance\\_%' or relname = 'alembic_version')
               and relkind in ('r', 'p', 'v')
               and not pg_has_role(relowner, 'USAGE')
             order by relname)
            union all
            (select 'ownership of function ' || proname || ' (it belongs to ' || pg_get_userbyid(proowner) || ')'
             from pg_proc
             where pronamespace = to_regnamespace(?)
               and proname in ('governance_audit_append_only', 'governance_presence_no_delete_while_halted',
                               'governance_wrapper_reg_agent_exists')
               and not pg_has_role(proowner, 'USAGE')
             order by proname)
            """;

    static List<String> missing(Connection connection, SdkSchema sdk) throws SQLException {
        return Jdbc.words(connection, MISSING, sdk.name(), sdk.identifier(), sdk.identifier());
    }

    static void demand(Connection connection, SdkSchema sdk, DatabaseUrl url) throws SQLException {
        List<String> missing = missing(connection, sdk);
        if (!missing.isEmpty()) {
            throw new DatabaseProblem("user " + url.user() + " may not migrate " + url + "; missing: "
                    + String.join("; ", missing) + ". Run governance migrate as the owner of these tables, or grant"
                    + " what is missing. Nothing was changed");
        }
    }

    private Rights() {}
}
