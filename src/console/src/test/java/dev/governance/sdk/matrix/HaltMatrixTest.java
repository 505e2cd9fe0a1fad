package dev.governance.sdk.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * A halt stops an agent on every way within 5 s, whoever halted it, whatever its database does; nothing reaches a provider
 * and nothing happens. The cases run beside each other, as each mostly waits; {@code target/halt-matrix.txt} has the table.
 */
class HaltMatrixTest {
    private static final int AT_ONCE = 8;
    private static final int MOST_MINUTES = 5;

    private record Column(HaltedBy by, DatabaseDoes does) {}

    private static final Map<Column, CompletableFuture<Map<String, Refusal>>> COLUMNS = new LinkedHashMap<>();
    private static final Table TABLE = new Table();
    private static final ExecutorService CASES = Executors.newFixedThreadPool(AT_ONCE);
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static Halters halters;

    @BeforeAll
    static void start() {
        halters = new Halters();
        for (DatabaseDoes does : DatabaseDoes.values()) {
            for (HaltedBy by : HaltedBy.values()) {
                COLUMNS.put(new Column(by, does), CompletableFuture.supplyAsync(() -> run(by, does), CASES));
            }
        }
    }

    @AfterAll
    static void end() {
        CASES.shutdownNow();
        THREADS.shutdownNow();
        halters.close();
        TABLE.write();
    }

    private static Map<String, Refusal> run(HaltedBy by, DatabaseDoes does) {
        try (HaltCase one = new HaltCase(halters, THREADS)) {
            return one.halted(halters, by, does);
        }
    }

    private static Stream<Arguments> everyColumn() {
        return Stream.of(DatabaseDoes.values())
                .flatMap(does -> Stream.of(HaltedBy.values()).map(by -> Arguments.of(by, does)));
    }

    private static Map<String, Refusal> result(Column column) {
        try {
            return COLUMNS.get(column).orTimeout(MOST_MINUTES, TimeUnit.MINUTES).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TestAbortedException skipped) {
                throw skipped;
            }
            throw e;
        }
    }

    private static List<String> wrong(Map<String, Refusal> cells) {
        return cells.entrySet().stream()
                .filter(cell -> !cell.getValue().refused())
                .map(cell -> cell.getKey() + ": " + cell.getValue().word())
                .toList();
    }

    @ParameterizedTest(name = "by {0}; the database {1}")
    @MethodSource("everyColumn")
    void aHaltStopsEveryWayInTime(HaltedBy by, DatabaseDoes does) {
        Map<String, Refusal> cells = result(new Column(by, does));

        TABLE.put(by, does, cells);
        assertThat(wrong(cells)).isEmpty();
    }

    /** Or the table would prove nothing. */
    @Test
    void everyWayIsOpenToAnAgentThatNobodyHalted() {
        try (HaltCase one = new HaltCase(halters, THREADS)) {
            assertThat(one.open().values()).extracting(Refusal::word).containsOnly("WENT ON");
        }
    }
}
