package dev.governance.console.server;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps a share of the requests that come in, whatever their trace's id and flags say, which the caller chooses; all else goes the
 * way of the request that it belongs to.
 */
record Share(double kept) implements Sampler {
    /** What Vert.x calls a question on the bus, which is a server's span, too. */
    private static final String BUS = "send";

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        boolean comesIn = kind == SpanKind.SERVER && !name.equals(BUS);
        boolean keep = comesIn
                ? ThreadLocalRandom.current().nextDouble() < kept
                : Span.fromContext(parent).getSpanContext().isSampled();
        return keep ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "share " + kept;
    }
}
