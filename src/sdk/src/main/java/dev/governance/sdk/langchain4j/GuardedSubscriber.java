package dev.governance.sdk.langchain4j;

import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.CompleteResponse;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Hands the events of an answer on as long as the agent may have them. */
final class GuardedSubscriber implements Subscriber<ChatModelStreamingEvent> {
    private final GuardedParts parts;
    private final Subscriber<? super ChatModelStreamingEvent> host;
    private volatile @Nullable Subscription source;
    private volatile boolean told;

    GuardedSubscriber(GuardedParts parts, Subscriber<? super ChatModelStreamingEvent> host) {
        this.parts = parts;
        this.host = host;
    }

    /** Nothing was asked: the subscriber hears of it as of any other failure. */
    static void refuse(Subscriber<?> host, Throwable why) {
        host.onSubscribe(new Subscription() {
            @Override
            public void request(long events) {}

            @Override
            public void cancel() {}
        });
        host.onError(why);
    }

    /** Subscribing threw: the call is over, and the host hears of it. */
    void broke(Throwable why) {
        boolean tells = parts.failed(why);
        if (source == null) {
            refuse(host, why);
        } else if (tells) {
            tell(why);
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        host.onSubscribe(new Subscription() {
            @Override
            public void request(long events) {
                subscription.request(events);
            }

            @Override
            public void cancel() {
                subscription.cancel();
                parts.closed();
            }
        });
    }

    @Override
    public void onNext(ChatModelStreamingEvent event) {
        if (parts.isOver()) {
            return;
        }
        Optional<RuntimeException> halted = event instanceof CompleteResponse last
                ? parts.complete(last.chatResponse(), this::cancel)
                : parts.next(this::cancel);
        halted.ifPresentOrElse(this::tell, () -> host.onNext(event));
    }

    private void tell(Throwable problem) {
        told = true;
        host.onError(problem);
    }

    private void cancel() {
        Subscription open = source;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onError(Throwable problem) {
        if (parts.failed(problem)) {
            tell(problem);
        }
    }

    @Override
    public void onComplete() {
        // Without a last event nobody knows what was used; with one, or after an error, this says nothing new.
        parts.failed(new IllegalStateException("the stream ended without its last event"));
        if (!told) {
            host.onComplete();
        }
    }
}
