package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.audit.watch.WatchSettings;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.MarksVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentAppendsTest {
    private static final WatchSettings ALL_THE_TIME = new WatchSettings(100, Duration.ZERO);
    private static final int WRITERS = 8;
    private static final int ROWS = 120;

    @TempDir
    Path folder;

    @Test
    void readingBesideEightWritersNeverAccusesAnybody() throws Exception {
        UUID[] sessions = {UUID.randomUUID(), UUID.randomUUID()};
        List<String> verdicts = new ArrayList<>();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (AuditLog log = new AuditLog();
                MarkingNode marking =
                        new MarkingNode(log.url, AuditLog.KEY, MarksKey.random(), folder.resolve("head.json"))) {
            marking.adopt("first start");
            log.session(1);
            marking.mark(); // a record that covers nothing yet lets nothing be verified
            try (AuditConsole console = AuditConsole.watching(log.url, marking.marks, ALL_THE_TIME)) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    running.add(writers.submit(() -> write(log, sessions)));
                }

                while (!running.stream().allMatch(Future::isDone)) {
                    for (UUID session : sessions) {
                        verdicts.add(console.verify(session).verdict());
                    }
                }

                for (Future<?> writer : running) {
                    writer.get();
                }
                long written = WRITERS * ROWS;
                Eventually.holds(
                        "all are verified", () -> console.known().reading().events() > written);
                assertThat(verdicts).isNotEmpty().containsAnyOf("verified").doesNotContain("tampered", "truncated");
                assertThat(console.news).isEmpty();
                assertThat(console.known().counts().all()).isZero();
                Eventually.holds(
                        "they are marked, too", () -> console.known().marks().state() == MarksVerdict.State.HOLDS);
                assertThat(log.text("select count(*) from governance_console.damage"))
                        .isEqualTo("0");
                ChainVerdict last = console.verify(sessions[0]);
                assertThat(last.eventCount() + console.verify(sessions[1]).eventCount())
                        .isEqualTo(written);
            }
        } finally {
            writers.shutdown();
            writers.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static Void write(AuditLog like, UUID[] sessions) throws Exception {
        try (AuditLog log = new AuditLog(like.url)) {
            for (int i = 0; i < ROWS; i++) {
                log.append(sessions[i % sessions.length], "{\"n\": " + i + "}");
            }
        }
        return null;
    }
}
