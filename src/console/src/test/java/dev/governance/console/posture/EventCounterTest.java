package dev.governance.console.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Redaction;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Queries;
import dev.governance.console.posture.EventCounter.Counted;
import dev.governance.console.posture.PostureStore.Clock;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sum of a long log: kept over days and hours without reading it again, and right all the same. */
class EventCounterTest {
    private static final String INSERT = """
            insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)
            select gen_random_uuid(), gen_random_uuid(), replace(?, '#', n::text), ?, 'mac', now() - interval '2 seconds'
              from generate_series(1, ?) as n
            """;

    /** A row that was numbered long ago, and whose transaction ended only now. */
    private static final String LATE = """
            insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at, chain_seq)
            overriding system value
            values (gen_random_uuid(), gen_random_uuid(), 'late', 'tool.call', 'mac', now(), 0)
            """;

    private final AtomicInteger readWhole = new AtomicInteger();
    private final EventCounter counter =
            new EventCounter(new PostureStore(new AuditRows(new Redaction(Set.of())::json)));
    private volatile Duration ahead = Duration.ZERO;
    private volatile long days;
    private volatile Future<?> holdUp = Future.succeededFuture();
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void write(String agent, String kind, int rows) {
        stage.execute(INSERT, agent, kind, rows);
    }

    private Counted count() {
        return Stage.wait(counter.count(new LaterQueries(stage.database().queries())));
    }

    /** The database at another time, which notes when the whole log is read, and may be held up then. */
    private final class LaterQueries implements Queries {
        private final Queries queries;

        LaterQueries(Queries queries) {
            this.queries = queries;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> Future<List<T>> list(String sql, Tuple values, Function<Row, T> mapper) {
            Future<?> before = Future.succeededFuture();
            if (sql.contains("count(*) over ()")) {
                readWhole.incrementAndGet();
                before = holdUp;
            }
            return before.compose(go -> queries.list(
                    sql,
                    values,
                    row -> mapper.apply(row) instanceof Clock clock ? (T) later(clock) : mapper.apply(row)));
        }

        private Clock later(Clock clock) {
            Instant now = clock.now().plus(ahead);
            Instant day = clock.day().plus(Duration.ofDays(days));
            return new Clock(now, day, clock.newest());
        }

        @Override
        public Future<Integer> execute(String sql, Tuple values) {
            return queries.execute(sql, values);
        }

        @Override
        public long begun() {
            return queries.begun();
        }
    }

    @Test
    void aNewDayTakesNoSecondLookAtTheWholeLog() {
        write("busy", "scope.violation", 15_000);
        Counted first = count();
        days = 2;

        Counted later = count();

        assertThat(first.tally().today()).isEqualTo(15_000);
        assertThat(first.tally().agent("busy").seen(Signal.of("scope.violation").orElseThrow()))
                .isPresent();
        assertThat(later.tally().today()).isZero();
        assertThat(later.tally().blockedToday()).isZero();
        assertThat(later.tally().agent("busy").seen(Signal.of("scope.violation").orElseThrow()))
                .isEmpty();
        assertThat(later.tally().events()).isEqualTo(15_000);
        assertThat(later.tally().agent("busy").events()).isEqualTo(15_000);
        assertThat(later.tally().agent("busy").latest())
                .isEqualTo(first.tally().agent("busy").latest());
        assertThat(count().tally().events()).as("still").isEqualTo(15_000);
        assertThat(readWhole).hasValue(1);
    }

    @Test
    void aRowThatCameLateIsFoundWithinTheHourAndNobodyWaitsForThat() {
        write("busy", "tool.call", 15_000);
        count();
        stage.execute(LATE);
        assertThat(count().tally().events()).isEqualTo(15_000);
        Promise<Void> reading = Promise.promise();
        holdUp = reading.future();
        ahead = Duration.ofMinutes(61);

        assertThat(count().tally().events()).as("while it is read").isEqualTo(15_000);
        assertThat(count().tally().events()).isEqualTo(15_000);
        assertThat(readWhole).as("once for the hour").hasValue(2);
        reading.complete();

        Eventually.holds("the late row is counted", () -> count().tally().events() == 15_001);
        assertThat(count().tally().agent("late").events()).isEqualTo(1);
    }

    @Test
    void aReadingThatFailsLeavesTheSumThatThereIs() {
        write("busy", "tool.call", 15_000);
        count();
        holdUp = Future.failedFuture("no memory");
        ahead = Duration.ofMinutes(61);

        assertThat(count().tally().events()).isEqualTo(15_000);
        assertThat(count().tally().events()).isEqualTo(15_000);
        assertThat(readWhole).hasValue(2);
    }

    @Test
    void whoeverWroteTodayIsToldApartThoughTenThousandOthersWroteLater() {
        write("early", "scope.violation", 5);
        write("one-#", "tool.call", 10_000);
        write("busy", "tool.call", 10_000);

        Counted counted = count();

        assertThat(counted.tally().agent("early").events()).isEqualTo(5);
        assertThat(counted.agentsBeyond()).isZero();
        assertThat(counted.tally().events()).isEqualTo(20_005);
        days = 2;
        assertThat(count().tally().agent("early").events()).isEqualTo(5);
        assertThat(count().tally().events()).isEqualTo(20_005);
    }

    @Test
    void whoeverComesBackAfterTenThousandOthersHasAllItsEvents() {
        stage.execute(INSERT.replace("2 seconds", "3 days"), "forgotten", "tool.call", 5);
        write("one-#", "tool.call", 10_000);
        write("busy", "tool.call", 10_000);
        Counted before = count();
        write("forgotten", "tool.call", 1);
        write("new", "tool.call", 2);

        Counted after = count();

        assertThat(before.agentsBeyond()).isEqualTo(1);
        assertThat(before.tally().events()).isEqualTo(20_005);
        assertThat(before.tally().has("forgotten")).isFalse();
        assertThat(after.tally().agent("forgotten").events()).isEqualTo(6);
        assertThat(after.tally().agent("new").events()).isEqualTo(2);
        assertThat(after.agentsBeyond()).isZero();
        assertThat(after.tally().events()).isEqualTo(20_008);
        ahead = Duration.ofSeconds(61);
        assertThat(count().tally().agent("forgotten").events())
                .as("when it settles")
                .isEqualTo(6);
        ahead = Duration.ofSeconds(122);
        assertThat(count().tally().agent("forgotten").events()).isEqualTo(6);
        assertThat(count().tally().events()).isEqualTo(20_008);
        assertThat(readWhole).hasValue(1);
    }

    @Test
    void aNumberThatSomebodyChoseHidesNoLaterRow() {
        write("busy", "tool.call", 10);
        count();
        stage.execute(LATE.replace("now(), 0)", "now(), 9000000000000000000)"));
        count();
        ahead = Duration.ofSeconds(61);
        count();
        ahead = Duration.ofSeconds(122);
        count();

        write("wicked", "scope.violation", 1);

        assertThat(count().tally()
                        .agent("wicked")
                        .seen(Signal.of("scope.violation").orElseThrow()))
                .isPresent();
        assertThat(count().tally().events()).isEqualTo(12);
    }

    @Test
    void rowsDatedIntoTheFutureFillNoMinutes() {
        stage.execute(
                INSERT.replace("- interval '2 seconds'", "+ n * interval '1 minute'"), "ahead", "tool.call", 511_000);

        assertThat(count().tally().agent("ahead").events()).isEqualTo(511_000);
    }
}
