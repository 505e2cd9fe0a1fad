package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The opposite of finding damage: none is found where there is none, whatever writers do meanwhile. */
class MarksBesideWritersTest {
    private static final int WRITERS = 8;
    private static final int APPENDS = 150;
    private static final MarksKey KEY = MarksKey.random();

    private final List<UUID> sessions =
            List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    @Test
    void noVerdictBesideEightWritersIsFalse(@TempDir Path folder) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 4);
        Queue<Object> wrong = new ConcurrentLinkedQueue<>();
        try (AuditLog log = new AuditLog();
                MarkingNode node = new MarkingNode(log.url, AuditLog.KEY, KEY, folder.resolve("one.json"));
                MarkingNode other = new MarkingNode(log.url, AuditLog.KEY, KEY, folder.resolve("two.json"));
                AuditConsole console = AuditConsole.knowing(log.url, node.marks);
                LogConsole whole = new LogConsole(log.url, AuditLog.KEY, node.marks)) {
            node.adopt("first start");
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                writers.add(threads.submit(() -> write(log, number)));
            }
            List<Future<Integer>> others = List.of(
                    threads.submit(() -> verify(console, writers, wrong)),
                    threads.submit(() -> verifyAll(whole, writers, wrong)),
                    threads.submit(() -> mark(node, writers)),
                    threads.submit(() -> mark(other, writers)));

            for (Future<?> writer : writers) {
                writer.get(90, TimeUnit.SECONDS);
            }
            for (Future<Integer> one : others) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isPositive();
            }
            node.mark();

            assertThat(wrong).isEmpty();
            assertThat(node.state()).isEqualTo(State.HOLDS);
            assertThat(log.text("select sum(events)::text from governance_console.marks"))
                    .isEqualTo(log.text("select count(*)::text from governance_audit_events"));
            Eventually.holds(
                    "numbers that were rolled back are given up",
                    () -> node.mark().view().head().marked().gaps().isEmpty());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every fifth time the work is rolled back, every seventh a transaction stays open for a while. */
    private Void write(AuditLog shared, int number) throws SQLException {
        try (AuditLog log = new AuditLog(shared.url)) {
            for (int i = 0; i < APPENDS; i++) {
                if (i % 5 == number % 5) {
                    log.execute("begin");
                    log.execute("select nextval(pg_get_serial_sequence('governance_audit_events', 'chain_seq'))");
                    log.execute("rollback");
                }
                if (i % 7 == number % 7) {
                    log.execute("begin");
                    log.insert(AuditLog.signed(UUID.randomUUID(), "agent-slow", "tool.call", "{}", null), AuditLog.KEY);
                    log.execute("select count(*) from generate_series(1, 200000)");
                    log.execute("commit");
                }
                log.append(sessions.get((number + i) % sessions.size()), "{\"n\": " + i + "}");
            }
        }
        return null;
    }

    /** The whole log, in two connections; an empty one and one without a first batch of marks prove nothing yet. */
    private static int verifyAll(LogConsole console, List<Future<?>> writers, Queue<Object> wrong) {
        int verdicts = 0;
        do {
            LogVerdict verdict =
                    LogConsole.verdict(console.run(2, 100, Duration.ZERO).begin());
            verdicts++;
            boolean proves = verdict.marks().state() == State.HOLDS && verdict.events() > 0;
            if (verdict.damagedCount() > 0
                    || (proves && !verdict.verified())
                    || !verdict.marks().state().isSound()) {
                wrong.add(verdict);
            }
        } while (!writers.stream().allMatch(Future::isDone));
        return verdicts;
    }

    private int verify(AuditConsole console, List<Future<?>> writers, Queue<Object> wrong) {
        int verdicts = 0;
        do {
            ChainVerdict verdict = console.verify(sessions.get(verdicts % sessions.size()));
            verdicts++;
            boolean proves = verdict.marks().state() == State.HOLDS && verdict.eventCount() > 0;
            if (verdict.failureCount() > 0
                    || (proves && !verdict.verified())
                    || !verdict.marks().state().isSound()) {
                wrong.add(verdict);
            }
        } while (!writers.stream().allMatch(Future::isDone));
        return verdicts;
    }

    private static int mark(MarkingNode node, List<Future<?>> writers) {
        int rounds = 0;
        do {
            node.mark();
            rounds++;
        } while (!writers.stream().allMatch(Future::isDone));
        return rounds;
    }
}
