package dev.governance.console.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks other nodes, each at an address of its own, so that it is known whom an answer is owed by. A read is asked of one more
 * node when the first has no answer, has left, or, where the patience is the usual one, says nothing for half of it; a command
 * never.
 */
final class RemoteAsks {
    private static final Set<Fault> FOR_NOW = Set.of(Fault.TOO_MANY, Fault.UNAVAILABLE, Fault.BUG);

    private final Vertx vertx;
    private final Peers peers;
    private final Map<String, Set<Owing>> owed = new ConcurrentHashMap<>();

    RemoteAsks(Vertx vertx, Peers peers) {
        this.vertx = vertx;
        this.peers = peers;
        peers.onLeave(this::left);
    }

    /** The address of a question at one node alone. */
    static String at(String node, String address) {
        return address + "@" + node;
    }

    /** An answer of whichever node has one; fails as the event bus does, or with a {@link NodeLeft}. */
    <A> Future<Message<A>> ask(Ask<?, ?> ask, Record question, Duration patience) {
        long begun = System.nanoTime();
        return peers.answering(ask.address())
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        new ReplyException(ReplyFailure.TIMEOUT, "it cannot be found out who answers: " + failure)))
                .compose(nodes -> {
                    List<String> order = new ArrayList<>(nodes);
                    Collections.shuffle(order);
                    if (order.isEmpty()) {
                        return Future.failedFuture(new ReplyException(ReplyFailure.NO_HANDLERS, "no node answers"));
                    }
                    Duration rest = patience.minusNanos(System.nanoTime() - begun);
                    Future<Message<A>> first = one(order.get(0), ask, question, rest);
                    return ask.kind() == Ask.Kind.READ && order.size() > 1
                            ? orElse(first, rest, left -> one(order.get(1), ask, question, left))
                            : first;
                });
    }

    /** An answer that somebody waits for, there. */
    private record Owing(Promise<?> answer, Context asker) {}

    private interface Another<A> {
        Future<Message<A>> within(Duration rest);
    }

    /**
     * Whichever answers first; a refusal is an answer. What may take long is asked of another only once the first has left: it
     * would else always be done twice.
     */
    private <A> Future<Message<A>> orElse(Future<Message<A>> first, Duration patience, Another<A> another) {
        long begun = System.nanoTime();
        Promise<Message<A>> answer = Promise.promise();
        Runnable second = new Runnable() {
            private boolean asked;

            @Override
            public void run() {
                if (!asked && !answer.future().isComplete()) {
                    asked = true;
                    Duration rest = patience.minusNanos(System.nanoTime() - begun);
                    another.within(rest).onComplete(answer::tryComplete, failure -> {
                        if (isNoAnswer(failure) || isForNow(failure)) {
                            first.onComplete(done -> answer.tryFail(failure));
                        } else {
                            answer.tryFail(failure);
                        }
                    });
                }
            }
        };
        long late = patience.compareTo(Bus.PATIENCE) > 0 ? patience.toMillis() : patience.toMillis() / 2;
        long timer = vertx.setTimer(Math.max(1, late), passed -> second.run());
        first.onComplete(answer::tryComplete, failure -> {
            if (isNoAnswer(failure)) {
                second.run();
            } else {
                answer.tryFail(failure);
            }
        });
        return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** A node that is too busy, or has no database: another that works on the answer may have one yet. */
    private static boolean isForNow(Throwable failure) {
        return failure instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && FOR_NOW.contains(Fault.of(reply.failureCode()));
    }

    /** Nobody has decided anything about the question. */
    static boolean isNoAnswer(Throwable failure) {
        return failure instanceof NodeLeft
                || (failure instanceof ReplyException reply && reply.failureType() != ReplyFailure.RECIPIENT_FAILURE);
    }

    private <A> Future<Message<A>> one(String node, Ask<?, ?> ask, Record question, Duration patience) {
        Promise<Message<A>> answer = Promise.promise();
        Owing owing = new Owing(answer, vertx.getOrCreateContext());
        Set<Owing> mine = owed.computeIfAbsent(node, any -> ConcurrentHashMap.newKeySet());
        mine.add(owing);
        DeliveryOptions options =
                RequestId.handOn(new DeliveryOptions().setSendTimeout(Math.max(1, patience.toMillis())));
        vertx.eventBus()
                .<A>request(at(node, ask.address()), question, options)
                .onComplete(answer::tryComplete, answer::tryFail);
        return answer.future().onComplete(done -> mine.remove(owing));
    }

    private void left(String node) {
        Set<Owing> lost = owed.remove(node);
        if (lost != null) {
            lost.forEach(
                    owing -> owing.asker().runOnContext(told -> owing.answer().tryFail(new NodeLeft())));
        }
    }

    /** Whoever was asked is gone; perhaps it did what it was asked. */
    static final class NodeLeft extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NodeLeft() {
            super("the node that was asked left the cluster", null, false, false);
        }
    }
}
