package dev.governance.console.audit;

import dev.governance.console.wire.ReadingProgress;
import io.vertx.core.Future;

/** A verification that can be watched and cancelled; begun once. */
interface Run {
    /**
     * Reads to the end. Fails with a {@link java.util.concurrent.CancellationException} when it was cancelled, with
     * {@link Stopped} when it gave up.
     */
    Future<Conclusion> begin();

    /** How far it is. Safe from any thread. */
    ReadingProgress progress();

    /** Ends it soon. Safe from any thread. */
    void cancel();

    /**
     * What a run found.
     *
     * @param whole the verdict as it leaves the server
     * @param verdict in one word
     */
    record Conclusion(Record whole, String verdict, String headline) {}
}
