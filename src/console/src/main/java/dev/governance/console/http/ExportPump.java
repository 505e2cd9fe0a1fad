package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Explorer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries an export to its client: one chunk is read when the one before it has gone, so that a slow reader costs one
 * chunk of memory. What breaks off ends without the end of a chunked answer, which no client takes for the whole.
 */
final class ExportPump {
    private static final Logger LOG = LoggerFactory.getLogger(ExportPump.class);

    /** Of one chunk; a search through many rows takes longest. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Bus bus;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final SlowReader reader;
    private final ExportFormat format;
    private final UUID exportId;
    private String pending;
    private long events;

    ExportPump(Vertx vertx, Bus bus, HttpServerRequest request, SlowReader reader, ExportFormat format, UUID exportId) {
        this.vertx = vertx;
        this.bus = bus;
        this.request = request;
        this.response = request.response();
        this.reader = reader;
        this.format = format;
        this.exportId = exportId;
        this.pending = format.header();
    }

    void run() {
        if (response.closed()) {
            end("disconnected");
            return;
        }
        bus.ask(Explorer.EXPORT_NEXT, new Explorer.Next(exportId), PATIENCE)
                .compose(chunk -> vertx.executeBlocking(() -> lines(chunk)).map(lines -> new Lines(lines, chunk)))
                .onSuccess(this::write)
                .onFailure(this::fail);
    }

    private record Lines(Buffer text, Explorer.Chunk chunk) {}

    private Buffer lines(Explorer.Chunk chunk) {
        StringBuilder text = new StringBuilder(pending);
        pending = "";
        chunk.events().forEach(event -> text.append(format.line(event)));
        return Buffer.buffer(text.toString());
    }

    private void write(Lines lines) {
        reader.takes(lines.chunk().last() ? response.end(lines.text()) : response.write(lines.text()))
                .onSuccess(written -> written(lines.chunk()))
                .onFailure(gone -> end("disconnected"));
    }

    private void written(Explorer.Chunk chunk) {
        events += chunk.events().size();
        if (chunk.last()) {
            end("complete");
        } else {
            run();
        }
    }

    private void fail(Throwable failure) {
        LOG.atWarn().addKeyValue("export", exportId).setCause(failure).log("an export broke off");
        if (!response.closed()) {
            HangUp.now(request);
        }
        end("failed");
    }

    private void end(String outcome) {
        bus.ask(Explorer.EXPORT_END, new Explorer.End(exportId, outcome, events))
                .onFailure(failure -> LOG.atError()
                        .addKeyValue("export", exportId)
                        .setCause(failure)
                        .log("the end of an export could not be recorded"));
    }
}
