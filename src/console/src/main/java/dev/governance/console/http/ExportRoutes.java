package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.contract.Permission;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/events/export}: it is recorded, so it is no GET, and no other site's page can send it. */
final class ExportRoutes {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private final Bus bus;
    private final Guard guard;
    private final Clock clock;
    private final Duration stalled;

    /**
     * Creates the routes.
     *
     * @param stalled how long a client may take nothing of what is written
     */
    ExportRoutes(Bus bus, Guard guard, Clock clock, Duration stalled) {
        this.bus = bus;
        this.guard = guard;
        this.clock = clock;
        this.stalled = stalled;
    }

    void mount(Router router) {
        router.post("/api/events/export").handler(guard.allows(Permission.READ)).handler(this::export);
    }

    private void export(RoutingContext context) {
        Wanted wanted = Http.body(context, Wanted.class);
        ExportFormat format = format(wanted.format());
        Explorer.Export export =
                new Explorer.Export(EventQuery.filter(wanted::values), format.code(), Guard.caller(context));
        bus.ask(Explorer.EXPORT, export)
                .onSuccess(started -> begin(context, format, started))
                .onFailure(context::fail);
    }

    private void begin(RoutingContext context, ExportFormat format, Explorer.Started started) {
        HttpServerResponse response = context.response();
        String name = "audit-events-" + STAMP.format(clock.instant().atOffset(ZoneOffset.UTC)) + "." + format.code();
        if (!response.closed()) {
            response.setChunked(true)
                    .putHeader("content-type", format.type())
                    .putHeader("content-disposition", "attachment; filename=\"" + name + "\"")
                    .putHeader("cache-control", "no-store");
        }
        SlowReader reader = new SlowReader(context.vertx(), stalled, () -> HangUp.now(context.request()));
        new ExportPump(context.vertx(), bus, context.request(), reader, format, started.exportId()).run();
    }

    private static ExportFormat format(@Nullable String code) {
        return Arrays.stream(ExportFormat.values())
                .filter(format -> format.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.unfit("format", "format is ndjson or csv"));
    }

    /** The body: the names of the addresses' filters. */
    record Wanted(
            @Nullable String format,
            @Nullable String agentId,
            @Nullable List<String> kind,
            @Nullable String sessionId,
            @Nullable String outcome,
            @Nullable String model,
            @Nullable String from,
            @Nullable String to,
            @Nullable String q) {
        List<String> values(String name) {
            if (name.equals("kind")) {
                return kind == null ? List.of() : kind;
            }
            String value = Map.ofEntries(
                            entry("agent_id", agentId),
                            entry("session_id", sessionId),
                            entry("outcome", outcome),
                            entry("model", model),
                            entry("from", from),
                            entry("to", to),
                            entry("q", q))
                    .getOrDefault(name, "");
            return value.isEmpty() ? List.of() : List.of(value);
        }

        private static Map.Entry<String, String> entry(String name, @Nullable String value) {
            return Map.entry(name, value == null ? "" : value);
        }
    }
}
