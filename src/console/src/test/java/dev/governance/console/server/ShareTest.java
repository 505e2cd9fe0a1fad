package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static boolean isKept(double share, Context parent, String name, SpanKind kind) {
        return new Share(share)
                        .shouldSample(parent, TRACE, name, kind, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }

    private static Context caller(boolean sampled) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        TRACE,
                        "00f067aa0ba902b7",
                        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        TraceState.getDefault())));
    }

    @Test
    void whichRequestsAreKeptIsNotTheCallersWord() {
        assertThat(isKept(0, caller(true), "GET", SpanKind.SERVER)).isFalse();
        assertThat(isKept(1, caller(false), "GET", SpanKind.SERVER)).isTrue();
        assertThat(isKept(1, Context.root(), "POST", SpanKind.SERVER)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"send, SERVER", "send, CLIENT", "Query, CLIENT"})
    void whatIsDoneForARequestGoesItsWay(String name, SpanKind kind) {
        assertThat(isKept(0, caller(true), name, kind)).isTrue();
        assertThat(isKept(1, caller(false), name, kind)).isFalse();
    }
}
