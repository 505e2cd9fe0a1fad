package dev.governance.console.auth;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyRing;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.SessionVerifier;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The two verticles of this room on a bus of their own, over a real database. */
final class AuthConsole implements AutoCloseable {
    static final String PASSWORD = "correct horse battery staple";

    /** {@link #PASSWORD} as the Python implementation hashed it. */
    static final String STORED = "pbkdf2:600000:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
            + ":613a4c3411394e24fffe6c51994307724572e574bcd98ea8cf457c64899bfbfe";

    private static final ChainKey KEY =
            ChainKey.ofSecret("9d4e1b7733c0a86f52fe01948bd6ac23e7f05a614c8892d3b01fe47a2659dc81");
    static final Duration IDLE = Duration.ofMinutes(60);

    /** The token of the configuration. */
    static final String LEGACY = "5f3c1d7e90ab42c6885d1f0e2b7a4c93";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final DatabaseUrl url;
    final Vertx vertx = Vertx.vertx();
    final Bus bus = Bus.over(vertx);
    final Database database;
    final Ledger ledger = new Ledger(KEY, Clock.systemUTC());
    private final Connection connection;

    AuthConsole() throws SQLException {
        this(TestPostgres.migrated());
    }

    /** Another node on the same database. */
    AuthConsole(DatabaseUrl url) throws SQLException {
        this.url = url;
        this.connection = url.connect();
        this.database = Database.open(vertx, url.pgOptions());
        await(vertx.deployVerticle(
                new AuthVerticle(bus, database, ledger, Clock.systemUTC(), Duration.ofHours(8), IDLE)));
        await(vertx.deployVerticle(new SessionsVerticle(bus, database, ledger, IDLE)));
        await(vertx.deployVerticle(new UsersVerticle(bus, database, ledger)));
        await(vertx.deployVerticle(new TokensVerticle(bus, database, ledger, Clock.systemUTC(), LEGACY)));
    }

    static <T> T await(Future<T> future) {
        return future.timeout(60, TimeUnit.SECONDS).await();
    }

    <Q extends Record, A extends Record> Future<A> asking(Ask<Q, A> ask, Q question) {
        return bus.ask(ask, question, Duration.ofSeconds(60));
    }

    <Q extends Record, A extends Record> A ask(Ask<Q, A> ask, Q question) {
        return await(asking(ask, question));
    }

    <Q extends Record> Refusal refused(Ask<Q, ?> ask, Q question) {
        return await(asking(ask, question)
                .transform(outcome -> outcome.failed()
                        ? Future.succeededFuture((Refusal) outcome.cause())
                        : Future.failedFuture(new AssertionError("not refused: " + outcome.result()))));
    }

    /** A user with {@link #PASSWORD}, as the Python command line would write it. */
    String anAdmin() throws SQLException {
        return aUser(Role.ADMIN);
    }

    String aViewer() throws SQLException {
        return aUser(Role.VIEWER);
    }

    private String aUser(Role role) throws SQLException {
        String username = "user-" + NUMBER.incrementAndGet();
        execute(
                "insert into governance_console_users (user_id, username, password_hash, role) values (?, ?, ?, ?)",
                UUID.randomUUID(),
                username,
                STORED,
                role.code());
        return username;
    }

    /** An address that nobody tried from yet. */
    static String anAddress() {
        int number = NUMBER.incrementAndGet();
        return "10.7." + number / 256 + "." + number % 256;
    }

    Auth.SignedIn signIn(String username) {
        return ask(Auth.SIGN_IN, aTry(username, PASSWORD, anAddress()));
    }

    static Auth.SignIn aTry(String username, String password, String address) {
        return new Auth.SignIn(username, password, address, "Firefox");
    }

    Auth.Session session(Auth.SignedIn signedIn) {
        return ask(Auth.SESSION, new Auth.Token(signedIn.token(), true));
    }

    Refusal noSession(Auth.SignedIn signedIn) {
        return refused(Auth.SESSION, new Auth.Token(signedIn.token(), true));
    }

    Users.Added add(String username, Role role, String password) {
        return ask(Users.ADD, new Users.Add(username, role, password, "command line"));
    }

    void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            statement.execute();
        }
    }

    List<String> texts(String sql, Object... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** The metadata of audit rows of a kind, oldest first. */
    List<String> told(String kind) throws SQLException {
        return texts("select metadata_json::text from governance_audit_events where kind = ? order by chain_seq", kind);
    }

    /** What the console's own chain is worth. */
    SessionVerdict verdict() throws SQLException {
        SessionVerifier verifier = new SessionVerifier(AuditEntry.CONSOLE_SESSION, KeyRing.single(KEY));
        String sql = """
                select chain_seq, event_id, session_id, agent_id, kind, metadata_json::text, prev_hash, created_at,
                       hmac_value
                  from governance_audit_events
                 where session_id = ?
                 order by chain_seq
                """;
        try (PreparedStatement statement = prepared(sql, AuditEntry.CONSOLE_SESSION);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                verifier.accept(new ChainRow(row.getLong(1), event(row), row.getString(9), null));
            }
        }
        return verifier.finish();
    }

    private static ChainEvent event(ResultSet row) throws SQLException {
        return new ChainEvent(
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getString(4),
                null,
                row.getString(5),
                null,
                null,
                null,
                row.getString(6),
                row.getString(7),
                row.getObject(8, OffsetDateTime.class).toInstant());
    }

    @Override
    public void close() throws SQLException {
        await(vertx.close());
        connection.close();
    }
}
