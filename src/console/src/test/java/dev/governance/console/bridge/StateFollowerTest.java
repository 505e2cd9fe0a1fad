package dev.governance.console.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.testing.Eventually;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateFollowerTest {
    private static final long PAUSE_MS = 300;
    private static final Frame FRAME = new Frame(1, "gate", "{}");

    private final Vertx vertx = Vertx.vertx();
    private final List<Promise<List<Frame>>> reads = new CopyOnWriteArrayList<>();
    private final List<Frame> told = new CopyOnWriteArrayList<>();
    private final StateFollower follower =
            new StateFollower(vertx, "gates", PAUSE_MS, () -> begin().future(), told::addAll);

    private Promise<List<Frame>> begin() {
        Promise<List<Frame>> read = Promise.promise();
        reads.add(read);
        return read;
    }

    @AfterEach
    void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }

    @Test
    void theFirstRingIsReadAtOnceAndTheNextAfterThePause() {
        follower.ring();
        reads.get(0).complete(List.of(FRAME));
        long read = System.nanoTime();
        follower.ring();
        follower.ring();

        assertThat(told).containsExactly(FRAME);
        assertThat(reads).hasSize(1);
        Eventually.holds("both rings are answered together", () -> reads.size() == 2);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - read)).isGreaterThanOrEqualTo(PAUSE_MS - 50);
    }

    @Test
    void aQuietRingWhileItReadsWaitsForThePauseToo() {
        follower.ring();
        follower.ring();

        reads.get(0).complete(List.of());

        assertThat(reads).hasSize(1);
        Eventually.holds("the ring is not lost", () -> reads.size() == 2);
    }

    @Test
    void aLoudRingIsReadAtOnceAlsoWhileItRests() {
        follower.ring();
        reads.get(0).complete(List.of());
        follower.ringLoudly();

        assertThat(reads).hasSize(2);
    }

    @Test
    void aLoudRingWhileItReadsIsReadRightAfter() {
        follower.ring();
        follower.ringLoudly();
        assertThat(reads).hasSize(1);

        reads.get(0).complete(List.of());

        assertThat(reads).hasSize(2);
    }

    @Test
    void aReadThatFailsTellsNothingAndTheNextRingIsHeard() {
        follower.ring();
        reads.get(0).fail("the database is away");
        follower.ring();

        Eventually.holds("it is read again", () -> reads.size() == 2);
        reads.get(1).complete(List.of(FRAME));
        Eventually.holds("and told", () -> told.equals(List.of(FRAME)));
    }
}
