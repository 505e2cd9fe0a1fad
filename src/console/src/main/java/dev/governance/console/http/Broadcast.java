package dev.governance.console.http;

import dev.governance.console.contract.Bridge.Frame;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hands frames to everybody: at once after a rest, else together with those that come meanwhile. A rest is as long as the
 * writing before it took, so few readers wait for nothing, and many get more of them in one write, which is what costs.
 */
final class Broadcast {
    /** Longer is seen. */
    private static final long LONGEST_REST_MS = 10;

    private final Vertx vertx;
    private final Consumer<Buffer> everyone;
    private Buffer waiting = Buffer.buffer();
    private boolean resting;

    Broadcast(Vertx vertx, Consumer<Buffer> everyone) {
        this.vertx = vertx;
        this.everyone = everyone;
    }

    void tell(List<Frame> frames) {
        SseText.append(waiting, frames);
        if (!resting) {
            pass();
        }
    }

    private void pass() {
        Buffer together = SharedBuffer.of(waiting);
        waiting = Buffer.buffer();
        long began = System.nanoTime();
        everyone.accept(together);
        rest(Math.min(LONGEST_REST_MS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
    }

    private void rest(long ms) {
        if (ms == 0) {
            return;
        }
        resting = true;
        vertx.setTimer(ms, over -> {
            resting = false;
            if (waiting.length() > 0) {
                pass();
            }
        });
    }
}
