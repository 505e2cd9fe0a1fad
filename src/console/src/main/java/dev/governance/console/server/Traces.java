package dev.governance.console.server;

import dev.governance.console.server.config.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Traces of requests, from HTTP over the bus to SQL, by W3C Trace Context. How many are kept is decided here and not by whoever
 * calls; what a collector does not take in time is dropped, and nobody waits for it.
 */
public final class Traces implements AutoCloseable {
    private static final String AUTHORIZATION = "GOVERNANCE_CONSOLE_TRACING_AUTHORIZATION";
    private static final int WAITING_SPANS = 4_096;
    private static final int LONGEST_VALUE = 2_048; // characters, as of a statement
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OpenTelemetrySdk sdk;

    private Traces(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    static Optional<Traces> of(Tracing wanted, Map<String, String> environment) {
        return wanted.isOn() ? Optional.of(to(collector(wanted, environment), wanted)) : Optional.empty();
    }

    private static SpanExporter collector(Tracing wanted, Map<String, String> environment) {
        OtlpHttpSpanExporterBuilder collector =
                OtlpHttpSpanExporter.builder().setEndpoint(wanted.endpoint()).setTimeout(PATIENCE);
        String authorization = environment.getOrDefault(AUTHORIZATION, "");
        return authorization.isEmpty()
                ? collector.build()
                : collector.addHeader("authorization", authorization).build();
    }

    private static Traces to(SpanExporter collector, Tracing wanted) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", "governance-console")
                                .put("service.version", Version.text())
                                .build())))
                .setSampler(new Share(wanted.samplePercent() / 100.0))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(new PlainSpans(collector))
                        .setMaxQueueSize(WAITING_SPANS)
                        .build())
                .build();
        return new Traces(OpenTelemetrySdk.builder()
                .setTracerProvider(provider)
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build());
    }

    VertxTracerFactory tracer() {
        return new OpenTelemetryTracingFactory(sdk);
    }

    /** Of what this thread works for, as 32 hexadecimal digits; empty when it is not traced. */
    public static Optional<String> current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isSampled() ? Optional.of(span.getTraceId()) : Optional.empty();
    }

    /** Sends what waits. */
    @Override
    public void close() {
        sdk.getSdkTracerProvider().shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
