package dev.governance.console.server;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import dev.governance.console.server.config.StartProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;

/** What the nodes of one database call their cluster, so that none of another database ever answers for them. */
final class ClusterName {
    /** Stays through restarts, failovers and other names of the server; every role may ask. */
    private static final String IDENTITY = """
            select system_identifier::text || ' ' || oid::text
              from pg_control_system(), pg_database
             where datname = current_database()
            """;

    private static final int DIGITS = 16;

    /**
     * The name, by the database itself; blocks.
     *
     * @throws StartProblem when it does not say who it is
     */
    static String of(DatabaseUrl url) {
        try (Connection connection = url.connect()) {
            String identity = String.join(" ", Jdbc.words(connection, IDENTITY));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return "governance-console-" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (SQLException e) {
            throw new StartProblem(
                    "the database " + url + " cannot be asked who it is, which names its cluster: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    private ClusterName() {}
}
