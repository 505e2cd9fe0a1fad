package dev.governance.console.server;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Instance;
import dev.governance.console.bus.Refusal;
import dev.governance.console.server.config.Roles;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verticles that run here: as many of each as is asked for, started in order, stopped in reverse. */
final class Deployments {
    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final int tries;
    private final List<Part> parts;
    private final Map<Part, Deque<String>> running = new HashMap<>();
    private volatile Future<?> last = Future.succeededFuture();
    private volatile boolean stopping;

    /**
     * Something that is deployed.
     *
     * @param count how many of it a node with these roles has
     * @param one makes another
     */
    record Part(ToIntFunction<Roles> count, Supplier<Deployable> one) {}

    /**
     * Creates it with nothing running.
     *
     * @param tries how often something is started that asks what nobody answers yet, as another node is to; a second apart
     * @param parts in the order in which they start
     */
    Deployments(Vertx vertx, int tries, List<Part> parts) {
        this.vertx = vertx;
        this.tries = tries;
        this.parts = List.copyOf(parts);
        parts.forEach(part -> running.put(part, new ArrayDeque<>()));
    }

    /** Stops what is too many, then starts what is missing, once an earlier call is through with it. */
    Future<?> become(Roles roles) {
        Future<?> next = last.transform(earlier -> change(roles));
        last = next;
        return next;
    }

    private Future<?> change(Roles roles) {
        Future<?> done = Future.succeededFuture();
        List<Part> backwards = new ArrayList<>(parts);
        Collections.reverse(backwards);
        for (Part part : backwards) {
            done = done.compose(any -> fewer(part, part.count().applyAsInt(roles)));
        }
        for (Part part : parts) {
            done = done.compose(any -> more(part, part.count().applyAsInt(roles)));
        }
        return done;
    }

    private Future<?> fewer(Part part, int wanted) {
        Deque<String> here = running(part);
        return here.size() <= wanted
                ? Future.succeededFuture()
                : vertx.undeploy(here.pop()).compose(stopped -> fewer(part, wanted));
    }

    private Future<?> more(Part part, int wanted) {
        Deque<String> here = running(part);
        if (here.size() >= wanted) {
            return Future.succeededFuture();
        }
        return started(part, here.size() + 1, tries).compose(id -> {
            here.push(id);
            return more(part, wanted);
        });
    }

    private Future<String> started(Part part, int number, int left) {
        Deployable verticle = part.one().get();
        return vertx.deployVerticle(verticle, new DeploymentOptions().setConfig(Instance.config(number)))
                .recover(failure -> {
                    if (!stopping
                            && left > 1
                            && failure instanceof Refusal refusal
                            && refusal.fault() == Fault.UNAVAILABLE) {
                        LOG.atInfo().addKeyValue("reason", refusal.reason()).log("waiting for another node");
                        return vertx.timer(PAUSE.toMillis()).compose(waited -> started(part, number, left - 1));
                    }
                    return Future.failedFuture(
                            failure instanceof RuntimeException
                                    ? failure
                                    : new IllegalStateException(
                                            "starting " + verticle.getClass().getSimpleName() + " failed", failure));
                });
    }

    private Deque<String> running(Part part) {
        return Objects.requireNonNull(running.get(part));
    }

    /** Stops everything. */
    Future<?> stop() {
        stopping = true;
        return become(new Roles(Map.of()));
    }
}
