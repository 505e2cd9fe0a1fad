package dev.governance.console.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event bus, typed by the {@link Ask}s and {@link Topic}s of the contract package. */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    /** How long an asker waits unless it says otherwise; longer work is a job with progress facts. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String OTHER_VERSION =
            "another node and this one do not understand each other; every node has to be of the same version";

    private final EventBus events;
    private final @Nullable Peers peers;
    private final @Nullable RemoteAsks elsewhere;
    private final AtomicReference<Future<?>> known = new AtomicReference<>(Future.succeededFuture());

    private Bus(Vertx vertx, @Nullable Peers peers) {
        this.events = vertx.eventBus();
        this.peers = peers;
        this.elsewhere = peers == null ? null : new RemoteAsks(vertx, peers);
        events.registerCodec(new RecordCodec());
        events.codecSelector(body -> body instanceof Record ? RecordCodec.NAME : null);
    }

    /** Prepares the event bus of {@code vertx} to carry records on this node; call once, before deploying. */
    public static Bus over(Vertx vertx) {
        return new Bus(vertx, null);
    }

    /** The same, to other nodes, too, where this one has no answer. */
    public static Bus over(Vertx vertx, Peers peers) {
        return new Bus(vertx, peers);
    }

    /**
     * Asks with the usual patience: this node, else one that answers. Fails with a {@link Refusal}, {@link Fault#UNAVAILABLE}
     * when nobody answers; a {@link Ask.Kind#COMMAND} may have been done all the same.
     */
    public <Q extends Record, A extends Record> Future<A> ask(Ask<Q, A> ask, Q question) {
        return ask(ask, question, PATIENCE);
    }

    public <Q extends Record, A extends Record> Future<A> ask(Ask<Q, A> ask, Q question, Duration patience) {
        Future<Message<A>> here = events.request(ask.address(), question, options(patience));
        RemoteAsks others = ask.kind() == Ask.Kind.HERE ? null : elsewhere;
        Future<Message<A>> reply = others == null
                ? here
                : here.recover(failure ->
                        isNobody(failure) ? others.ask(ask, question, patience) : Future.failedFuture(failure));
        return reply.map(answer -> ask.answer().cast(answer.body()))
                .recover(failure -> Future.failedFuture(refusalOf(ask, failure)));
    }

    private static boolean isNobody(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    /** Answers a question from now on. A failure that is no {@link Refusal} is logged here and told as a bug. */
    public <Q extends Record, A extends Record> MessageConsumer<Q> answer(
            Ask<Q, A> ask, Function<Q, Future<A>> answerer) {
        if (peers == null || ask.kind() == Ask.Kind.HERE) {
            return events.localConsumer(ask.address(), message -> reply(message, ask, answerer));
        }
        MessageConsumer<Q> mine =
                events.consumer(RemoteAsks.at(peers.self(), ask.address()), message -> reply(message, ask, answerer));
        MessageConsumer<Q> anybodys = events.consumer(ask.address(), message -> reply(message, ask, answerer));
        learn(mine.completion());
        learn(anybodys.completion());
        return anybodys;
    }

    private void learn(Future<?> one) {
        known.updateAndGet(before -> Future.join(before, one));
    }

    /** Ends when the other nodes know of everything that is answered here up to now. */
    public Future<?> known() {
        return Objects.requireNonNull(known.get());
    }

    /** Announces a fact on this node; whoever hears it works for no request in particular. */
    public <E extends Record> void announce(Topic<E> topic, E fact) {
        events.publish(
                topic.address(), fact, new DeliveryOptions().setLocalOnly(true).setTracingPolicy(TracingPolicy.IGNORE));
    }

    public <E extends Record> MessageConsumer<E> listen(Topic<E> topic, Consumer<E> listener) {
        return events.localConsumer(topic.address(), message -> listener.accept(message.body()));
    }

    private static DeliveryOptions options(Duration patience) {
        return RequestId.handOn(new DeliveryOptions().setLocalOnly(true).setSendTimeout(patience.toMillis()));
    }

    private static <Q extends Record, A extends Record> void reply(
            Message<Q> message, Ask<Q, A> ask, Function<Q, Future<A>> answerer) {
        RequestId.follow(message.headers());
        Q question;
        try {
            question = Objects.requireNonNull(ask.question().cast(message.body()));
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("address", message.address()).setCause(e).log("a message could not be read");
            refuse(message, new Refusal(Fault.UNAVAILABLE, "unreadable_question", OTHER_VERSION));
            return;
        }
        Future.succeededFuture(question)
                .compose(answerer)
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
        if (failure instanceof RemoteAsks.NodeLeft && ask.kind() == Ask.Kind.COMMAND) {
            return new Refusal(
                    Fault.UNAVAILABLE,
                    "node_left",
                    "the node that was to do it left in the middle, so it is unknown whether it is done; send it again"
                            + " with the same Idempotency-Key, and it is done once");
        }
        if (failure instanceof UnreadableMessage) {
            LOG.atWarn().addKeyValue("address", ask.address()).setCause(failure).log("an answer could not be read");
            return new Refusal(Fault.UNAVAILABLE, "unreadable_answer", OTHER_VERSION);
        }
        if (RemoteAsks.isNoAnswer(failure)) {
            return new Refusal(Fault.UNAVAILABLE, "unavailable", "nobody answered " + ask.address() + " in time");
        }
        LOG.atError().addKeyValue("address", ask.address()).setCause(failure).log("a question failed unexpectedly");
        return new Refusal(Fault.BUG, "bug", "the console failed; its log says why");
    }
}
