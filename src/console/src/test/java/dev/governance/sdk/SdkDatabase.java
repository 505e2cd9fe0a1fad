package dev.governance.sdk;

import dev.governance.chain.AgentKeys;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyRing;
import dev.governance.chain.RowSignature;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.SessionVerifier;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database, what the SDK wrote there, and what others do to it. */
public final class SdkDatabase {
    static final String SECRET = "a secret of the tests, long enough: 0123456789";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DatabaseUrl url;

    SdkDatabase() {
        this(TestPostgres.migrated());
    }

    SdkDatabase(DatabaseUrl url) {
        this.url = url;
    }

    /** A new one, beneath the folder of the build. */
    public static Path holdingFolder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "held").toAbsolutePath()), "events");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DatabaseUrl url() {
        return url;
    }

    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {url.host()});
        source.setPortNumbers(new int[] {url.port()});
        source.setDatabaseName(url.database());
        source.setUser(url.user());
        source.setPassword(url.password());
        return source;
    }

    /** Where nobody listens. */
    public static DataSource nowhere() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {1});
        source.setDatabaseName("nowhere");
        source.setUser("nobody");
        return source;
    }

    Governance governance() {
        return governance(dataSource());
    }

    static Governance governance(DataSource source) {
        return governance(source, holdingFolder());
    }

    static Governance governance(DataSource source, Path holdingFolder) {
        return Governance.builder(source)
                .auditSecret(SECRET)
                .holdingFolder(holdingFolder)
                .build();
    }

    int execute(String sql, Object... values) {
        try (Connection connection = url.connect();
                PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of each row, as text. */
    List<String> list(String sql, Object... values) {
        try (Connection connection = url.connect();
                PreparedStatement statement = prepared(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Metadata of an agent's events of one kind, in order. */
    List<String> metadata(String agentId, String kind) {
        return list(
                "select metadata_json::text from governance_audit_events where agent_id = ? and kind = ?"
                        + " order by chain_seq",
                agentId,
                kind);
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** Verifies a session as the console does. */
    SessionVerdict verify(UUID sessionId) {
        SessionVerifier verifier = new SessionVerifier(
                sessionId, KeyRing.single(ChainKey.ofSecret(SECRET)).with(agentKeys()));
        try (Connection connection = url.connect();
                PreparedStatement statement = prepared(
                        connection,
                        "select event_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,"
                                + " metadata_json::text as metadata, prev_hash, hmac_value, chain_seq, created_at,"
                                + " encode(signature, 'hex') as signature, signing_key_fingerprint, signature_status"
                                + " from governance_audit_events where session_id = ? order by chain_seq",
                        sessionId);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                RowSignature signature = new RowSignature(
                        rows.getString("signature"),
                        rows.getString("signing_key_fingerprint"),
                        rows.getString("signature_status"));
                verifier.accept(new ChainRow(
                        rows.getLong("chain_seq"),
                        event(rows, sessionId),
                        rows.getString("hmac_value"),
                        null,
                        signature));
            }
            return verifier.finish();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The keys of agents that this database knows. */
    private AgentKeys agentKeys() {
        List<AgentKeys.Key> keys = new ArrayList<>();
        Map<String, Long> revoked = new HashMap<>();
        for (String name : list("select key_fingerprint from governance_agent_keys")) {
            String pem = list("select public_key_pem from governance_agent_keys where key_fingerprint = ?", name)
                    .get(0);
            keys.add(new AgentKeys.Key(name, "governance.default", pem, 0));
        }
        for (String name : list("select distinct key_fingerprint from governance_agent_key_revocations")) {
            String from = list(
                            "select min(revoked_at_chain_seq) from governance_agent_key_revocations"
                                    + " where key_fingerprint = ?",
                            name)
                    .get(0);
            revoked.put(name, Long.valueOf(from));
        }
        return AgentKeys.of(keys, revoked);
    }

    private static ChainEvent event(ResultSet rows, UUID sessionId) throws SQLException {
        return new ChainEvent(
                rows.getObject("event_id", UUID.class),
                sessionId,
                rows.getString("agent_id"),
                rows.getObject("parent_event_id", UUID.class),
                rows.getString("kind"),
                rows.getString("model"),
                rows.getString("input_hash"),
                rows.getString("output_hash"),
                rows.getString("metadata"),
                rows.getString("prev_hash"),
                rows.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** Ends the other connections of this database, as an administrator or a failover does. */
    void cutConnections() {
        list("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    /** Looks again and again; true as soon as it holds, false when it does not in 20 s. */
    public static boolean eventually(BooleanSupplier condition) {
        return eventually(PATIENCE, condition);
    }

    /** The same with a deadline of the caller's. */
    public static boolean eventually(Duration within, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < within.toNanos()) {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return false;
    }
}
