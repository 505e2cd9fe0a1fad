package dev.governance.console.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyRing;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.SessionVerifier;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.Caller;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A bus and a migrated database for one feature's verticle, and a way to look behind it. */
public final class Stage implements AutoCloseable {
    public static final String SECRET = "0123456789abcdef-a-secret-for-tests-only";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.over(vertx);
    private final ChainKey key = ChainKey.ofSecret(SECRET);
    private final Ledger ledger = new Ledger(key, Clock.systemUTC());
    private final DatabaseUrl url;
    private final Database database;

    private Stage(DatabaseUrl superuser, DatabaseUrl console) {
        url = superuser;
        database = Database.open(vertx, console.pgOptions());
    }

    public static Stage open() {
        return on(TestPostgres.migrated());
    }

    /** A stage on a database that is there already. */
    public static Stage on(DatabaseUrl url) {
        return new Stage(url, url);
    }

    /** A stage whose console signs in as a role of its own, with the rights that {@code grants} give to {@code %s}. */
    public static Stage withRights(String grants) {
        DatabaseUrl url = TestPostgres.migrated();
        String role = "role_of_" + url.database();
        TestPostgres.execute(url, "create role " + role + " login password 'only-for-tests'");
        TestPostgres.execute(url, grants.replace("%s", role));
        return new Stage(
                url, new DatabaseUrl(url.host(), url.port(), url.database(), role, "only-for-tests", url.parameters()));
    }

    /** The database as superuser. */
    public DatabaseUrl url() {
        return url;
    }

    public Bus bus() {
        return bus;
    }

    public ChainKey key() {
        return key;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Database database() {
        return database;
    }

    /** Makes these users of the console, each with a session that stands. */
    public void signIn(Caller... people) {
        for (Caller person : people) {
            execute(
                    "insert into governance_console_users (user_id, username, password_hash, role) values (?, ?, '', ?)",
                    person.userId(),
                    person.username(),
                    person.role().code());
            execute(
                    "insert into governance_console.sessions (session_id, token_hash, user_id, address, user_agent,"
                            + " expires_at) values (?, encode(sha256(?::text::bytea), 'hex'), ?, '', '', now() + '1 hour')",
                    person.sessionId(),
                    person.sessionId(),
                    person.userId());
        }
    }

    public void deploy(Deployable verticle) {
        wait(vertx.deployVerticle(verticle));
    }

    public <Q extends Record, A extends Record> A ask(Ask<Q, A> ask, Q question) {
        return wait(bus.ask(ask, question));
    }

    /** Asks what must be refused. */
    public <Q extends Record, A extends Record> Refusal refused(Ask<Q, A> ask, Q question) {
        return refusalOf(bus.ask(ask, question));
    }

    public static Refusal refusalOf(Future<?> answer) {
        Throwable failure = catchThrowable(() -> wait(answer));
        assertThat(failure).isInstanceOf(Refusal.class);
        return (Refusal) failure;
    }

    public static <T> T wait(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + PATIENCE, e);
        }
    }

    /** How many statements wait for a lock. */
    public long waiting() {
        return (Long) one("select count(*) as n from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")
                .get("n");
    }

    public Connection connect() {
        return url.connect();
    }

    public void execute(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepared(connection, sql, values)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    public Map<String, Object> one(String sql, Object... values) {
        List<Map<String, Object>> rows = rows(sql, values);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    public List<Map<String, Object>> rows(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepared(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static Map<String, Object> row(ResultSet result) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
        }
        return row;
    }

    /** Verifies what a session's rows say, as an auditor would. */
    public SessionVerdict verdict(UUID session) {
        SessionVerifier verifier = new SessionVerifier(session, KeyRing.single(key));
        String sql = "select chain_seq, event_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,"
                + " metadata_json::text as metadata, prev_hash, hmac_value, created_at"
                + " from governance_audit_events where session_id = ? order by chain_seq";
        try (Connection connection = connect();
                PreparedStatement statement = prepared(connection, sql, session);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                verifier.accept(chainRow(session, row));
            }
            return verifier.finish();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ChainRow chainRow(UUID session, ResultSet row) throws SQLException {
        ChainEvent event = new ChainEvent(
                row.getObject("event_id", UUID.class),
                session,
                row.getString("agent_id"),
                row.getObject("parent_event_id", UUID.class),
                row.getString("kind"),
                row.getString("model"),
                row.getString("input_hash"),
                row.getString("output_hash"),
                row.getString("metadata"),
                row.getString("prev_hash"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
        return new ChainRow(row.getLong("chain_seq"), event, row.getString("hmac_value"), null);
    }

    /** A time as JDBC takes it. */
    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        wait(database.close());
        wait(vertx.close());
    }
}
