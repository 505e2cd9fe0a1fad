package dev.governance.console.db.schema;

import dev.governance.console.db.DatabaseProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The schema in which the SDK's connection finds its tables, or would make them.
 *
 * @param identifier as it stands in SQL, quoted where it must be
 */
public record SdkSchema(String name, String identifier) {
    /** The SDK never writes a schema, so the search path decides; any of its tables tells. */
    private static final String RESOLVED = """
            select name, quote_ident(name)
            from coalesce(
              (select n.nspname
               from unnest(array['governance_audit_events', 'governance_agent_presence', 'governance_gates_pending',
                                 'governance_cost_agent_daily', 'governance_policies']) with ordinality t (word, place)
               join pg_class c on c.oid = to_regclass(t.word)
               join pg_namespace n on n.oid = c.relnamespace
               order by place
               limit 1),
              current_schema()) as name
            where name is not null
            """;

    public static SdkSchema of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RESOLVED)) {
            return row.next() ? checked(row.getString(1), row.getString(2)) : missing();
        }
    }

    private static SdkSchema checked(String name, @Nullable String identifier) {
        if (identifier == null || name.contains("'") || name.contains("$")) {
            throw new DatabaseProblem("schema " + name + " has a name that cannot be used; rename it");
        }
        return new SdkSchema(name, identifier);
    }

    private static SdkSchema missing() {
        throw new DatabaseProblem("the user's search_path names no schema that exists;"
                + " create one, for example: create schema public");
    }
}
