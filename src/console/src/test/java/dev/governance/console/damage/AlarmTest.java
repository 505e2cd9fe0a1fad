package dev.governance.console.damage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.governance.console.testing.Eventually;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Damage that a running console sees, in its log and in its figures. */
class AlarmTest {
    private final Lines lines = new Lines();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        lines.start();
        logger().setLevel(Level.WARN);
        logger().addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(lines);
        logger().setLevel(null);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.governance.console.audit");
    }

    @Test
    void damagedSessionsAreLoggedAndCounted() throws SQLException {
        Map<Damage, UUID[][]> sessions = new EnumMap<>(Damage.class);
        try (DamagedConsole console = DamagedConsole.with(sessions, folder)) {
            Map<String, String> expected = new HashMap<>();
            for (Damage damage : Damage.values()) {
                UUID session = sessions.get(damage)[0][0];
                expected.put(session.toString(), damage.headline);
                console.get("/api/session/" + session + "/verify"); // hands it on to the watch
            }

            Eventually.holds("every damage is logged", () -> logged().keySet().containsAll(expected.keySet()));

            assertThat(logged()).containsAllEntriesOf(expected);
            for (String verdict : List.of("tampered", "truncated")) {
                long least = Stream.of(Damage.values())
                        .filter(damage -> damage.verdict.equals(verdict))
                        .count();
                assertThat(figure(console, "governance_chain_damaged_sessions{verdict=\"" + verdict + "\"}"))
                        .isGreaterThanOrEqualTo(least);
            }
        }
    }

    @Test
    void aDamagedRecordIsLoggedAndCounted() throws SQLException {
        UUID[] ids = new UUID[5];
        try (DamagedConsole console = DamagedConsole.with(RecordDamage.HEAD_EDITED, ids, folder)) {
            Eventually.holds("it is counted", () -> figure(console, "governance_marks_damaged") == 1);
            Eventually.holds("it is logged", () -> lines.all.stream().anyMatch(AlarmTest::isAboutMarks));

            assertThat(figure(console, "governance_marks_state{state=\"forged\"}"))
                    .isEqualTo(1);
        }
    }

    /** Headlines by session. */
    private Map<String, String> logged() {
        return lines.all.stream()
                .filter(line -> line.getMessage().equals("damage was found in the audit log"))
                .collect(Collectors.toMap(
                        line -> pair(line, "session"), line -> pair(line, "headline"), (first, later) -> later));
    }

    private static boolean isAboutMarks(ILoggingEvent line) {
        return line.getMessage().equals("the console's own marks are damaged");
    }

    private static String pair(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> String.valueOf(pair.value))
                .findFirst()
                .orElseThrow();
    }

    private static long figure(DamagedConsole console, String name) {
        return console.text("/api/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** What was logged. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> all = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            all.add(line);
        }
    }
}
