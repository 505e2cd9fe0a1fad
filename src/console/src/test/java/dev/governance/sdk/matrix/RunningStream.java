package dev.governance.sdk.matrix;

import dev.governance.sdk.SdkDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A call whose first part was handed on, and whose next one comes when the test wants it. */
final class RunningStream {
    private static final long LONGEST_SECONDS = 120;

    private static final String CHUNK = "data: {\"id\": \"c-1\", \"object\": \"chat.completion.chunk\", \"created\": 1,"
            + " \"model\": \"gpt-4o-mini\", \"choices\": [{\"index\": 0, \"finish_reason\": null, \"delta\":"
            + " {\"content\": \"part\"}}]}\n\n";

    private static final String DELTA = "event: content_block_delta\ndata: {\"type\": \"content_block_delta\","
            + " \"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \"part\"}}\n\n";

    private final Way way;
    private final CountDownLatch next = new CountDownLatch(1);
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();
    private final AtomicInteger parts = new AtomicInteger();
    private final CompletableFuture<Void> end;

    private RunningStream(MatrixAgent agent, Way way, String part, Executor executor) {
        this.way = way;
        agent.provider.answers((request, wire) -> {
            wire.stream();
            wire.event(part);
            next.await();
            try {
                wire.event(part);
                left.complete(wire.isLeft());
            } catch (IOException e) {
                left.complete(true); // while more was under way
            }
        });
        this.end = CompletableFuture.runAsync(() -> way.go(agent, parts::incrementAndGet), executor);
    }

    /** One for each kind of client, each in the middle. */
    static List<RunningStream> of(MatrixAgent agent, Executor executor) {
        return List.of(
                begun(agent, Way.OPENAI_CHAT_STREAM, CHUNK, executor),
                begun(agent, Way.OPENAI_CHAT_ASYNC_STREAM, CHUNK, executor),
                begun(agent, Way.ANTHROPIC_MESSAGES_STREAM, DELTA, executor),
                begun(agent, Way.ANTHROPIC_MESSAGES_ASYNC_STREAM, DELTA, executor),
                begun(agent, Way.LANGCHAIN4J_STREAM, "part\n", executor));
    }

    private static RunningStream begun(MatrixAgent agent, Way way, String part, Executor executor) {
        RunningStream stream = new RunningStream(agent, way, part, executor);
        if (!SdkDatabase.eventually(() -> stream.parts.get() == 1)) {
            throw new AssertionError(way + " handed nothing on: " + stream.end);
        }
        return stream;
    }

    /** The provider says more. */
    void more() {
        next.countDown();
    }

    /** Whether the provider was left in time; what was used may be booked later. */
    boolean isLeft(Duration within) {
        return left.completeOnTimeout(false, within.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** What the host gets to know at the end. */
    Refusal refusal() {
        Refusal refusal = Refusal.of(
                () -> end.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join());
        return parts.get() == 1 ? refusal : new Refusal(parts + " PARTS WERE HANDED ON", false);
    }

    @Override
    public String toString() {
        return way + ", under way";
    }
}
