package dev.governance.console.server;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/** Hands spans on without values: an address ends before its query, and a failure has its type alone. */
final class PlainSpans implements SpanExporter {
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("http.url");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");

    /** Of whom we ask, where a path may be a secret. */
    private static final AttributeKey<String> ELSEWHERE = AttributeKey.stringKey("url.full");

    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");

    private final SpanExporter next;

    PlainSpans(SpanExporter next) {
        this.next = next;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        List<SpanData> plain =
                spans.stream().map(Plain::new).map(SpanData.class::cast).toList();
        return next.export(plain);
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }

    private static final class Plain extends DelegatingSpanData {
        private final Attributes attributes;

        Plain(SpanData span) {
            super(span);
            attributes = plain(span.getAttributes());
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        /** What failed, without its words: a database repeats the value that it refuses. */
        @Override
        public List<EventData> getEvents() {
            return super.getEvents().stream()
                    .map(event -> EventData.create(event.getEpochNanos(), event.getName(), type(event.getAttributes())))
                    .toList();
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }

        private static Attributes type(Attributes all) {
            String type = all.get(TYPE);
            return type == null ? Attributes.empty() : Attributes.of(TYPE, type);
        }

        private static Attributes plain(Attributes all) {
            String address = all.get(ADDRESS);
            AttributesBuilder plain = all.toBuilder().remove(QUERY).remove(ELSEWHERE);
            if (address != null) {
                plain.put(ADDRESS, address.replaceFirst("\\?.*", ""));
            }
            return plain.build();
        }
    }
}
