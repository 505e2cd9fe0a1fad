package dev.governance.sdk;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the table of keys can be asked which one signs now; found out once. */
final class KeyGuard {
    private static final Logger LOG = LoggerFactory.getLogger(KeyGuard.class);

    /** No row when there is no such table, as in a database that {@code governance migrate} has not prepared. */
    private static final String READABLE = """
            select has_table_privilege(oid, 'select')
              from pg_class
             where oid = to_regclass('governance_audit_chain_keys')
            """;

    private volatile @Nullable Boolean askable;

    boolean isAskable(Connection connection) throws SQLException {
        Boolean known = askable;
        if (known == null) {
            known = asked(connection);
            askable = known;
        }
        return known;
    }

    private static boolean asked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READABLE)) {
            if (rows.next() && rows.getBoolean(1)) {
                return true;
            }
            LOG.atWarn()
                    .log(
                            "governance_audit_chain_keys cannot be read: this process will not notice a rotation of the key"
                                    + " of the audit chain; run `governance migrate`, and grant select on the table");
            return false;
        }
    }
}
