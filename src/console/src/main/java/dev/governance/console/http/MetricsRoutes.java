package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics}, also {@code /api/metrics}: how the audit chain, the front door and this process stand, for a Prometheus
 * server that comes by a token, or by the management door.
 */
final class MetricsRoutes {
    private final Bus bus;
    private final Guard guard;
    private final Connections connections;
    private final @Nullable Tls tls;
    private final IntSupplier streams;
    private final Supplier<String> process;
    private @Nullable Future<Vitals> looking;

    /**
     * Creates the routes.
     *
     * @param streams how many browsers follow the stream
     * @param process metrics of the process, in the same format
     */
    MetricsRoutes(
            Bus bus,
            Guard guard,
            Connections connections,
            @Nullable Tls tls,
            IntSupplier streams,
            Supplier<String> process) {
        this.bus = bus;
        this.guard = guard;
        this.connections = connections;
        this.tls = tls;
        this.streams = streams;
        this.process = process;
    }

    void mount(Router router) {
        router.get("/api/metrics").handler(guard.allows(Permission.READ)).handler(this::metrics);
        router.get("/metrics").handler(guard.allows(Permission.READ)).handler(this::metrics);
    }

    /** For a door that only the machine or a private network reaches. */
    void mountOpenly(Router router) {
        router.get("/metrics").handler(this::metrics);
    }

    /** Looked at once for all who ask meanwhile. Without the chain there is nothing: an alarm must not fall silent. */
    private Future<Vitals> vitals() {
        Future<Vitals> running = looking;
        if (running != null) {
            return running;
        }
        Future<Vitals> started = Vitals.read(bus).map(vitals -> {
            if (vitals.audit().isEmpty()) {
                throw new Refusal(Fault.UNAVAILABLE, "chain_unknown", "how the audit chain stands cannot be read now");
            }
            return vitals;
        });
        looking = started;
        return started.onComplete(ended -> looking = null);
    }

    private void metrics(RoutingContext context) {
        vitals().map(vitals -> MetricsText.of(
                                vitals, connections.counts(), tls == null ? null : tls.state(), streams.getAsInt())
                        + process.get())
                .onSuccess(text -> Http.text(context, MetricsText.TYPE, text))
                .onFailure(context::fail);
    }
}
