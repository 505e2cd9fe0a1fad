package dev.governance.console.server;

import dev.governance.console.bus.Instance;
import dev.governance.console.server.config.Roles;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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

/** The verticles that run here: as many of each as is asked for, started in order, stopped in reverse. */
final class Deployments {
    private final Vertx vertx;
    private final List<Part> parts;
    private final Map<Part, Deque<String>> running = new HashMap<>();
    private volatile Future<?> last = Future.succeededFuture();

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
     * @param parts in the order in which they start
     */
    Deployments(Vertx vertx, List<Part> parts) {
        this.vertx = vertx;
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
        Deployable verticle = part.one().get();
        DeploymentOptions options = new DeploymentOptions().setConfig(Instance.config(here.size() + 1));
        return vertx.deployVerticle(verticle, options)
                .recover(failure -> Future.failedFuture(
                        failure instanceof RuntimeException
                                ? failure
                                : new IllegalStateException(
                                        "starting " + verticle.getClass().getSimpleName() + " failed", failure)))
                .compose(id -> {
                    here.push(id);
                    return more(part, wanted);
                });
    }

    private Deque<String> running(Part part) {
        return Objects.requireNonNull(running.get(part));
    }

    /** Stops everything. */
    Future<?> stop() {
        return become(new Roles(Map.of()));
    }
}
