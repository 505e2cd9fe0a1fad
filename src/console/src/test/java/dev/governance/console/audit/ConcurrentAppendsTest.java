package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.ChainVerdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConcurrentAppendsTest {
    private static final int WRITERS = 8;
    private static final int ROWS = 120;

    @Test
    void readingBesideEightWritersNeverAccusesAnybody() throws Exception {
        UUID[] sessions = {UUID.randomUUID(), UUID.randomUUID()};
        List<String> verdicts = new ArrayList<>();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (AuditLog log = new AuditLog();
                AuditConsole console = AuditConsole.watching(log.url, Clock.systemUTC())) {
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
            assertThat(verdicts).isNotEmpty().containsAnyOf("verified").doesNotContain("tampered", "truncated");
            assertThat(console.news).extracting(Audit.Checked::verdict).containsOnly("verified");
            ChainVerdict last = console.verify(sessions[0]);
            assertThat(last.eventCount() + console.verify(sessions[1]).eventCount())
                    .isEqualTo(WRITERS * ROWS);
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
