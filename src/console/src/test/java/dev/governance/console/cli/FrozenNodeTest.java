package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.MarksKey;
import dev.governance.chain.SessionLock;
import dev.governance.console.audit.AuditLog;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console's process that is stopped in the middle of work of which the cluster does each piece once. */
class FrozenNodeTest {
    /** One transaction writes the end of a verification, another has the turn to mark; both wait for somebody. */
    private static final String IN_THE_MIDDLE = """
            select 1
              from governance_console.verifications
             where state = 'running'
               and exists (select 1
                             from pg_stat_activity
                            where datname = current_database()
                              and wait_event_type = 'Lock'
                              and wait_event = 'advisory')
               and exists (select 1
                             from pg_stat_activity as marking
                             join pg_locks as turn
                               on turn.pid = marking.pid
                              and turn.relation = 'governance_console.mark_state'::regclass
                              and turn.granted
                            where marking.wait_event_type = 'Lock')
            """;

    private static final String IDLE = """
              from pg_stat_activity
             where datname = current_database()
               and state like 'idle in transaction%'
            """;

    /** Leases are as long as their time in the database says; the server ends a transaction that idles for a minute. */
    private static final String A_MINUTE_PASSES = """
            update governance_console.verifications
               set heartbeat = heartbeat - interval '1 minute'
             where state = 'running';
            update governance_console.sweep
               set lease_until = lease_until - interval '1 minute'
            """;

    @TempDir
    Path folder;

    private AuditLog log;
    private Map<String, String> environment;

    @BeforeEach
    void anAdoptedLog() throws SQLException {
        log = new AuditLog();
        environment = Map.of(
                "GOVERNANCE_DATABASE_URL",
                log.url.withPassword(),
                "GOVERNANCE_AUDIT_SECRET",
                AuditLog.SECRET,
                "GOVERNANCE_MARKS_KEY",
                MarksKey.random().secretText());
        assertThat(marks("adopt", "--reason", "first start").exitCode()).isZero();
    }

    @AfterEach
    void close() throws SQLException {
        log.close();
    }

    private Program marks(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "marks";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--data";
        all[arguments.length + 2] = folder.resolve("one").toString();
        return Program.run(folder, environment, all);
    }

    private Program node(String name) throws IOException {
        Path config = Files.writeString(
                folder.resolve(name + ".json"), "{\"audit\": {\"sweep_share\": 100, \"sweep_every\": \"1s\"}}");
        Program node = Program.start(
                folder,
                environment,
                "serve",
                "--port",
                "0",
                "--config",
                config.toString(),
                "--data",
                folder.resolve(name).toString());
        Eventually.holds(name + " is ready", () -> node.err().contains("Open"));
        return node;
    }

    private String ask(String sql) {
        return String.join(",", TestPostgres.ask(log.url, sql));
    }

    private String job(UUID id, String column) {
        return ask("select " + column + "::text from governance_console.verifications where id = '" + id + "'");
    }

    private UUID queueWholeLog() throws SQLException {
        UUID id = UUID.randomUUID();
        log.execute(
                "insert into governance_console.verifications (id, asked_by, asked_by_id) values (?, 'a test', ?)",
                id,
                id);
        return id;
    }

    private long told(String kind) {
        return Long.parseLong(ask("select count(*) from governance_audit_events where kind = '" + kind
                + "' and session_id = '" + AuditEntry.CONSOLE_SESSION + "'"));
    }

    private void isMarkedUpTo(UUID event) throws SQLException {
        long seq = log.seq(event);
        Eventually.holds(
                "it is marked",
                () -> !ask("select 1 from governance_console.mark_heads where up_to_seq >= " + seq)
                        .isEmpty());
    }

    /** What it has begun is held up until it stands still. */
    private UUID freezesInTheMiddle(Program node, UUID session) throws SQLException {
        try (Connection connection = log.url.connect();
                Statement holder = connection.createStatement()) {
            connection.setAutoCommit(false);
            holder.execute("select pg_advisory_xact_lock(" + SessionLock.key(AuditEntry.CONSOLE_SESSION) + ")");
            holder.execute("lock table governance_console.marks in exclusive mode");
            UUID job = queueWholeLog();
            log.append(session, "{\"unmarked\": true}");
            Eventually.holds(
                    "the node is in the middle of it", () -> !ask(IN_THE_MIDDLE).isEmpty());
            node.signal("STOP");
            connection.rollback();
            Eventually.holds("its transactions stand open", () -> Integer.parseInt(ask("select count(*)" + IDLE)) >= 2);
            return job;
        }
    }

    @Test
    void anotherTakesOverAndTheOneThatWakesUpDoesNothingTwice() throws Exception {
        UUID[] ids = log.session(3);
        try (Program frozen = node("one")) {
            isMarkedUpTo(ids[3]);
            Eventually.holds(
                    "it watches",
                    () -> ask("select epoch from governance_console.sweep").equals("1"));
            UUID job = freezesInTheMiddle(frozen, ids[0]);
            ask("select pg_terminate_backend(pid)" + IDLE);
            TestPostgres.execute(log.url, A_MINUTE_PASSES);

            try (Program other = node("other")) {
                Eventually.holds("the job is done", () -> job(job, "state").equals("done"));
                Eventually.holds(
                        "the other watches",
                        () -> ask("select epoch from governance_console.sweep").equals("2"));
                isMarkedUpTo(log.append(ids[0], "{\"later\": true}"));
                log.tamper("update governance_audit_events set kind = 'other' where event_id = ?", ids[2]);
                Eventually.holds("the damage is told", () -> told("chain.damage_found") == 1);
                String verdict = job(job, "ended_at || ' ' || lease || ' ' || verdict");

                frozen.signal("CONT");
                other.signal("TERM");
                other.exitCode();
                UUID next = queueWholeLog();
                Eventually.holds(
                        "the one that woke up is free for work",
                        () -> job(next, "state").equals("done"));
                Eventually.holds(
                        "it watches again",
                        () -> ask("select epoch from governance_console.sweep").equals("3"));
                isMarkedUpTo(log.append(ids[0], "{\"last\": true}"));

                assertThat(job(job, "ended_at || ' ' || lease || ' ' || verdict"))
                        .isEqualTo(verdict);
                assertThat(told("verification.finished")).isEqualTo(2);
                assertThat(told("chain.damage_found")).isEqualTo(1);
                assertThat(marks("status").out()).startsWith("marks hold");
            }
        }
    }
}
