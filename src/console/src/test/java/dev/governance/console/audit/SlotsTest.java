package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private final Slots slots = new Slots(2, 1);
    private final List<Promise<String>> started = new ArrayList<>();

    @Test
    void whoComesWhileOthersRunWaitsInTurnAndTheNextIsTurnedAway() {
        Future<String> first = slots.run(this::work);
        slots.run(this::work);
        Future<String> third = slots.run(this::work);

        Future<String> fourth = slots.run(this::work);

        assertThat(started).hasSize(2);
        Refusal refusal = (Refusal) fourth.cause();
        assertThat(refusal.fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(refusal.retryAfterSeconds()).isEqualTo(5);
        started.get(0).complete("one");
        assertThat(first.result()).isEqualTo("one");
        assertThat(started).hasSize(3);
        started.get(2).complete("three");
        assertThat(third.result()).isEqualTo("three");
    }

    @Test
    void aWorkThatThrowsGivesItsSlotBack() {
        for (int i = 0; i < 5; i++) {
            assertThat(slots.run(() -> {
                                throw new IllegalStateException("broken");
                            })
                            .failed())
                    .isTrue();
        }

        slots.run(this::work);

        assertThat(started).hasSize(1);
    }

    private Future<String> work() {
        Promise<String> promise = Promise.promise();
        started.add(promise);
        return promise.future();
    }
}
