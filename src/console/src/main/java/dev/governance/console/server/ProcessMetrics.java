package dev.governance.console.server;

import dev.governance.console.wire.NodeStatus;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * How this process is: memory, garbage, threads, file descriptors; and of Vert.x its pools with their queues, among them the
 * database's, the event bus and HTTP. Names are those of Micrometer; no label holds what a client sent, methods included, of
 * which anybody makes up as many as they like.
 */
final class ProcessMetrics {
    private static final long PULSE_MS = 500;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer delay = Timer.builder("governance_event_loop_delay")
            .description("How much later than planned an event loop got round to a timer.")
            .register(registry);

    @SuppressWarnings("resource") // they live as long as the process
    ProcessMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** A Vert.x that is measured, and traced where that is wanted. */
    Vertx vertx(Optional<Traces> traces) {
        return measured(options(), traces).build();
    }

    /** The same as a node among others; fails when it cannot join them. */
    Future<Vertx> vertx(ClusterNode node, Optional<Traces> traces) {
        return measured(options().setEventBusOptions(node.bus()), traces)
                .withClusterManager(node.manager())
                .buildClustered();
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setMetricsOptions(new MicrometerMetricsOptions()
                        .setEnabled(true)
                        .setLabels(EnumSet.of(Label.POOL_NAME, Label.POOL_TYPE, Label.HTTP_CODE))
                        .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT)
                        .addDisabledMetricsCategory(MetricsDomain.NET_SERVER));
    }

    private VertxBuilder measured(VertxOptions options, Optional<Traces> traces) {
        VertxBuilder builder = Vertx.builder().with(options).withMetrics(new MicrometerMetricsFactory(registry));
        traces.ifPresent(wanted -> builder.withTracer(wanted.tracer()));
        return builder;
    }

    /** From now on, of every event loop. */
    Future<?> watchEventLoops(Vertx vertx) {
        return vertx.deployVerticle(
                Pulse::new, new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE));
    }

    /** What waits now, for a thread, a connection and on the bus. */
    NodeStatus.Waiting waiting() {
        return new NodeStatus.Waiting(
                sum("vertx.pool.queue.pending", "worker"),
                sum("vertx.pool.queue.pending", "sql"),
                sum("vertx.eventbus.pending", ""));
    }

    private long sum(String name, String poolType) {
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().equals(name))
                .filter(meter ->
                        poolType.isEmpty() || poolType.equals(meter.getId().getTag("pool_type")))
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToLong(measured -> Math.max(0, Math.round(measured.getValue())))
                .sum();
    }

    /** All of it, in the text format of Prometheus. */
    String text() {
        return registry.scrape();
    }

    /** One on each event loop. */
    private final class Pulse extends VerticleBase {
        private long last = System.nanoTime();

        @Override
        public Future<?> start() {
            vertx.setPeriodic(PULSE_MS, timer -> beat());
            return Future.succeededFuture();
        }

        private void beat() {
            long now = System.nanoTime();
            delay.record(Math.max(0, now - last - TimeUnit.MILLISECONDS.toNanos(PULSE_MS)), TimeUnit.NANOSECONDS);
            last = now;
        }
    }
}
