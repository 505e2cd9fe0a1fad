package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.testing.Eventually;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> passes = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }

    private void tell(Broadcast broadcast, int... ids) {
        vertx.runOnContext(now -> {
            for (int id : ids) {
                broadcast.tell(List.of(new Frame(id, "audit", "{}")));
            }
        });
    }

    private static String text(int... ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append("id: ").append(id).append("\nevent: audit\ndata: {}\n\n");
        }
        return text.toString();
    }

    @Test
    void aFrameThatComesAloneIsWrittenAtOnce() {
        Broadcast broadcast = new Broadcast(vertx, bytes -> passes.add(bytes.toString()));

        vertx.runOnContext(now -> {
            broadcast.tell(List.of(new Frame(1, "audit", "{}")));
            assertThat(passes).containsExactly(text(1));
            passes.add("seen");
        });

        Eventually.holds("it was written within the call", () -> passes.contains("seen"));
    }

    @Test
    void framesThatComeWhileManyAreWrittenToGoTogetherAndInOrder() {
        Broadcast broadcast = new Broadcast(vertx, bytes -> {
            passes.add(bytes.toString());
            long began = System.nanoTime();
            while (System.nanoTime() - began < 3_000_000) {
                Thread.onSpinWait(); // as a crowd takes
            }
        });

        tell(broadcast, 1, 2, 3, 4);

        Eventually.holds("all were written", () -> passes.size() == 2);
        assertThat(passes).containsExactly(text(1), text(2, 3, 4));
    }
}
