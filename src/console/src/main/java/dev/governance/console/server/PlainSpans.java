package dev.governance.console.server;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/** Hands spans on without what a person looked for: an address ends before its query. */
final class PlainSpans implements SpanExporter {
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("http.url");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");

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

        private static Attributes plain(Attributes all) {
            String address = all.get(ADDRESS);
            AttributesBuilder plain = all.toBuilder().remove(QUERY);
            if (address != null) {
                plain.put(ADDRESS, address.replaceFirst("\\?.*", ""));
            }
            return plain.build();
        }
    }
}
