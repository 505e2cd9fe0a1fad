package dev.governance.console.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CopyOutTest {
    private static final String ENDLESS = "select generate_series(1, 1000000000000)";
    private static final String LEAVES_WAITING = "select pg_sleep(600)::text";

    private static DatabaseUrl url;

    @BeforeAll
    static void aTable() {
        url = TestPostgres.empty();
        TestPostgres.execute(url, "create table numbers as select n from generate_series(1, 1000) as n");
    }

    @Test
    void everyRowComesAsOneMessageBetweenHeaderAndTrailer() throws SQLException {
        List<byte[]> messages = new ArrayList<>();
        try (CopyOut copy = CopyOut.open(url)) {
            copy.copy("select n from numbers order by n", messages::add);
        }

        assertThat(messages).hasSize(1_001); // PostgreSQL puts the header before the first row
        assertThat(messages.get(0)).startsWith('P', 'G', 'C', 'O', 'P', 'Y').hasSize(19 + 10);
        assertThat(messages.get(999)).containsExactly(0, 1, 0, 0, 0, 4, 0, 0, 0x03, (byte) 0xE8);
        assertThat(messages.get(1_000)).containsExactly(0xFF, 0xFF);
    }

    @Test
    void severalReadersShareOneSnapshotAndMayWriteNothing() throws SQLException {
        try (CopyOut first = CopyOut.open(url)) {
            String shared = first.share();
            TestPostgres.execute(url, "insert into numbers values (1001)");
            try (CopyOut second = CopyOut.openOn(url, shared);
                    CopyOut later = CopyOut.open(url)) {
                assertThat(count(first)).isEqualTo(1_000);
                assertThat(count(second)).isEqualTo(1_000);
                assertThat(count(later)).isEqualTo(1_001);
                assertThatThrownBy(() -> second.copy("delete from numbers returning n", message -> {}))
                        .isInstanceOf(SQLException.class);
            }
        }
        TestPostgres.execute(url, "delete from numbers where n = 1001");
    }

    private static long count(CopyOut copy) throws SQLException {
        return copy.list("select count(*) from numbers", row -> row.getLong(1)).get(0);
    }

    @Test
    void aTextThatIsNoSnapshotReachesNoStatement() {
        assertThatThrownBy(() -> CopyOut.openOn(url, "'; select 1 --")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancellingEndsItInTheMiddleOfTheRows() throws Exception {
        AtomicLong read = new AtomicLong();
        try (CopyOut copy = CopyOut.open(url)) {
            CompletableFuture<Throwable> ended = inBackground(() -> copy.copy(ENDLESS, row -> read.incrementAndGet()));
            Eventually.holds("a row was read", () -> read.get() > 0);

            copy.cancel();

            assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void cancellingEndsItBeforeTheFirstRow() throws Exception {
        try (CopyOut copy = CopyOut.open(url)) {
            CompletableFuture<Throwable> ended = inBackground(() -> copy.copy(LEAVES_WAITING, row -> {}));
            Eventually.holds("it waits", () -> running(LEAVES_WAITING) == 1);

            copy.cancel();

            assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
            assertThat(running(LEAVES_WAITING)).isZero();
        }
    }

    @Test
    void whoeverReadsMayStopAndSayWhy() throws SQLException {
        try (CopyOut copy = CopyOut.open(url)) {
            assertThatThrownBy(() -> copy.copy(ENDLESS, row -> {
                        throw new IllegalStateException("enough");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("enough");
        }
        assertThat(running(ENDLESS)).isZero();
    }

    @Test
    void aServerThatGoesAwayIsAnErrorAndNeverAnEnd() throws Exception {
        AtomicLong read = new AtomicLong();
        try (CopyOut copy = CopyOut.open(url)) {
            CompletableFuture<Throwable> ended = inBackground(() -> copy.copy(ENDLESS, row -> read.incrementAndGet()));
            Eventually.holds("a row was read", () -> read.get() > 0);

            TestPostgres.execute(
                    url,
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and query like 'copy (" + ENDLESS + "%'");

            assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
        }
    }

    private static long running(String select) {
        return TestPostgres.ask(
                        url,
                        "select pid::text from pg_stat_activity where datname = current_database()"
                                + " and state = 'active' and query like 'copy (" + select + "%'")
                .size();
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static CompletableFuture<Throwable> inBackground(Work work) {
        return CompletableFuture.supplyAsync(() -> catchThrowable(work::run));
    }
}
