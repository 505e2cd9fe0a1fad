package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Bus;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.People;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SessionWatchTest {
    @Test
    void anEndBetweenTwoMillisecondsIsWaitedFor() {
        Vertx vertx = Vertx.vertx();
        Bus bus = Bus.over(vertx);
        Instant now = Instant.parse("2026-11-29T10:00:00Z");
        SessionWatch watch = new SessionWatch(vertx, bus, new Guard(bus, false), Clock.fixed(now, ZoneOffset.UTC));

        for (Duration left : List.of(Duration.ofNanos(3_000_500_000L), Duration.ofNanos(500_000))) {
            watch.forget(watch.begin(
                    new Credential("token", false), new Here(People.VIEWER, null, now.plus(left), null), () -> {}));
        }
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }

    @Test
    void whatIsForgottenStopsNobodyElsesTimer() throws Exception {
        Vertx vertx = Vertx.vertx();
        AtomicInteger ticks = new AtomicInteger();
        long first = vertx.setPeriodic(5, timer -> ticks.incrementAndGet());
        Bus bus = Bus.over(vertx);
        SessionWatch watch = new SessionWatch(vertx, bus, new Guard(bus, false), Clock.systemUTC());

        watch.forget(watch.begin(
                new Credential("a token of the configuration", true),
                new Here(People.VIEWER, null, null, null),
                () -> {}));
        watch.forget(watch.begin(
                new Credential("token", false),
                new Here(People.VIEWER, null, Instant.parse("2030-01-01T00:00:00Z"), null),
                () -> {}));

        int before = ticks.get();
        Eventually.holds("the first timer of all goes on", () -> ticks.get() > before + 1);
        assertThat(first).isZero(); // or this proves nothing
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }
}
