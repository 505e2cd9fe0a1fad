package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.RequestId;
import dev.governance.console.testing.Eventually;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal loop = (ContextInternal) vertx.getOrCreateContext();
    private final List<Promise<Void>> begun = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Boolean> ended = new CopyOnWriteArrayList<>();
    private final Turns turns = new Turns(2);

    @AfterEach
    void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }

    private void work(String request) {
        loop.duplicate().runOnContext(now -> {
            RequestId.begin(request);
            turns.<Void>take(() -> {
                        Promise<Void> work = Promise.promise();
                        requests.add(String.valueOf(RequestId.current()));
                        begun.add(work);
                        return work.future();
                    })
                    .onComplete(done -> ended.add(done.succeeded()));
        });
    }

    private void ends(int number, boolean well) {
        loop.duplicate().runOnContext(now -> {
            if (well) {
                begun.get(number).complete();
            } else {
                begun.get(number).fail("broken");
            }
        });
    }

    @Test
    void aFewGoAndTheNextWhenOneIsDoneHoweverItEnds() {
        List.of("a", "b", "c", "d").forEach(this::work);
        Eventually.holds("two go", () -> begun.size() == 2);

        ends(1, false);
        Eventually.holds("the third goes", () -> begun.size() == 3);
        ends(0, true);
        ends(2, true);
        Eventually.holds("the fourth goes", () -> begun.size() == 4);
        ends(3, true);
        Eventually.holds("all have ended", () -> ended.size() == 4);

        assertThat(ended).containsExactly(false, true, true, true);
        assertThat(requests).as("each for the request that waited").containsExactly("a", "b", "c", "d");
    }

    @Test
    void workThatCannotEvenBeginGivesItsTurnBack() {
        for (int i = 0; i < 3; i++) {
            loop.duplicate()
                    .runOnContext(now -> turns.<Void>take(() -> {
                                throw new IllegalStateException("at once");
                            })
                            .onComplete(done -> ended.add(done.succeeded())));
        }
        work("next");

        Eventually.holds("the next goes", () -> begun.size() == 1);
        assertThat(ended).containsExactly(false, false, false);
    }
}
