package dev.governance.console.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event bus, typed by the {@link Ask}s and {@link Topic}s of the contract package. */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    /** How long an asker waits unless it says otherwise; longer work is a job with progress facts. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventBus events;

    private Bus(EventBus events) {
        this.events = events;
    }

    /** Prepares the event bus of {@code vertx} to carry records; call once, before deploying. */
    public static Bus over(Vertx vertx) {
        EventBus events = vertx.eventBus();
        events.registerCodec(new RecordCodec());
        events.codecSelector(body -> body instanceof Record ? RecordCodec.NAME : null);
        return new Bus(events);
    }

    /** Asks with the usual patience; fails with a {@link Refusal}, {@link Fault#UNAVAILABLE} when nobody answers. */
    public <Q extends Record, A extends Record> Future<A> ask(Ask<Q, A> ask, Q question) {
        return ask(ask, question, PATIENCE);
    }

    public <Q extends Record, A extends Record> Future<A> ask(Ask<Q, A> ask, Q question, Duration patience) {
        return events.<A>request(ask.address(), question, options(patience))
                .map(reply -> ask.answer().cast(reply.body()))
                .recover(failure -> Future.failedFuture(refusalOf(ask, failure)));
    }

    /** Answers a question from now on. A failure that is no {@link Refusal} is logged here and told as a bug. */
    public <Q extends Record, A extends Record> MessageConsumer<Q> answer(
            Ask<Q, A> ask, Function<Q, Future<A>> answerer) {
        return events.localConsumer(ask.address(), message -> {
            RequestId.follow(message.headers());
            reply(message, ask, answerer);
        });
    }

    /** Announces a fact on this node. */
    public <E extends Record> void announce(Topic<E> topic, E fact) {
        events.publish(topic.address(), fact, options(PATIENCE));
    }

    public <E extends Record> MessageConsumer<E> listen(Topic<E> topic, Consumer<E> listener) {
        return events.localConsumer(topic.address(), message -> {
            RequestId.follow(message.headers());
            listener.accept(message.body());
        });
    }

    private static DeliveryOptions options(Duration patience) {
        return RequestId.handOn(new DeliveryOptions().setLocalOnly(true).setSendTimeout(patience.toMillis()));
    }

    private static <Q extends Record, A extends Record> void reply(
            Message<Q> message, Ask<Q, A> ask, Function<Q, Future<A>> answerer) {
        Future.succeededFuture(message.body())
                .compose(question -> answerer.apply(ask.question().cast(question)))
                .onSuccess(message::reply)
                .onFailure(failure -> refuse(message, failure));
    }

    private static void refuse(Message<?> message, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            message.fail(refusal.fault().status(), refusal.packed());
            return;
        }
        LOG.atError()
                .addKeyValue("address", message.address())
                .setCause(failure)
                .log("an answer failed unexpectedly");
        message.fail(
                Fault.BUG.status(), new Refusal(Fault.BUG, "bug", "the console failed; its log says why").packed());
    }

    private static Refusal refusalOf(Ask<?, ?> ask, Throwable failure) {
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return Refusal.unpacked(Fault.of(reply.failureCode()), String.valueOf(reply.getMessage()));
        }
        if (failure instanceof ReplyException) {
            return new Refusal(Fault.UNAVAILABLE, "unavailable", "nobody answered " + ask.address() + " in time");
        }
        LOG.atError().addKeyValue("address", ask.address()).setCause(failure).log("a question failed unexpectedly");
        return new Refusal(Fault.BUG, "bug", "the console failed; its log says why");
    }
}
