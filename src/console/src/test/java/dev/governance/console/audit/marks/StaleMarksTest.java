package dev.governance.console.audit.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainKey;
import dev.governance.chain.MarksKey;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks that stop to grow are no longer green, whatever it is that stops them. */
class StaleMarksTest {
    private static final ChainKey CHAIN_KEY = ChainKey.ofSecret(Stage.SECRET);
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private boolean failing;
    private DatabaseUrl url;
    private MarkingNode node;

    @BeforeEach
    void start() {
        url = TestPostgres.migrated();
        node = new MarkingNode(
                url,
                CHAIN_KEY,
                MarksKey.random(),
                folder.resolve("head.json"),
                (transaction, rows, before) ->
                        failing ? Future.failedFuture(new IllegalStateException("not now")) : Future.succeededFuture(),
                PATIENCE);
        node.adopt("first start");
        append(1);
        node.mark();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void append(int rows) {
        TestPostgres.execute(
                url,
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                        + " select gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', md5(n::text), now()"
                        + " from generate_series(1, " + rows + ") n");
    }

    /** Waits until it is; gives what was said then, for another look may find that it is not yet, or no more. */
    private String isStale() {
        AtomicReference<String> said = new AtomicReference<>("");
        Eventually.holds("the record is stale", () -> {
            advance();
            MarksVerdict verdict = node.view().verdict();
            said.set(verdict.sentence());
            return verdict.state() == State.STALE;
        });
        return said.get();
    }

    /** Whatever keeps it from marking. */
    private void advance() {
        try {
            node.advance();
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessageContaining("not now");
        }
    }

    @Test
    void aLockThatIsHeldMakesThemStaleAndTheVerdictSaysWhatIsNotCovered() throws SQLException {
        assertThat(node.state()).isEqualTo(State.HOLDS);
        String said;
        try (Connection other = url.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from governance_console.mark_state for update");
            append(3);

            said = isStale();
            other.rollback(); // closing alone gives the lock back a moment later
        }

        assertThat(said)
                .matches("Deletions of the newest events cannot be ruled out: the console's own record is behind\\. It"
                        + " does not cover 3 events, the first of them written at 20[0-9T:Z-]+; it was signed last at"
                        + " 20[0-9T:Z-]+\\.");
        node.mark();
        assertThat(node.state()).isEqualTo(State.HOLDS);
    }

    @Test
    void aCheckThatFailsMakesThemStale() {
        failing = true;
        append(1);

        isStale();

        failing = false;
        node.mark();
        assertThat(node.state()).isEqualTo(State.HOLDS);
    }

    @Test
    void aSequenceThatStandsBelowTheRowsMakesThemStale() {
        append(5);
        TestPostgres.execute(url, "select setval(pg_get_serial_sequence('governance_audit_events', 'chain_seq'), 4)");

        assertThat(isStale())
                .endsWith("The newest event stands at sequence number 7, which the log's sequence, at 4, has not given"
                        + " out: somebody chose it, or a restore left the sequence behind.");
    }

    @Test
    void tooManyGapsMakeThemStale() throws SQLException {
        try (Connection slow = url.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()"); // while it runs no gap is given up
            TestPostgres.execute(
                    url,
                    "insert into governance_audit_events"
                            + " (event_id, session_id, agent_id, kind, hmac_value, created_at, chain_seq)"
                            + " select gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', md5(n::text), now(),"
                            + "        nextval(pg_get_serial_sequence('governance_audit_events', 'chain_seq'))"
                            + "        + 0 * nextval(pg_get_serial_sequence('governance_audit_events', 'chain_seq'))"
                            + " from generate_series(1, 12000) n");

            assertThat(isStale()).contains("does not cover ");
        }

        Eventually.holds("it is marked once the gaps are given up", () -> {
            node.advance();
            return node.state() == State.HOLDS;
        });
    }
}
