package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Compliance;
import dev.governance.console.contract.Permission;
import dev.governance.console.wire.RangeVerdict;
import dev.governance.console.wire.VerificationJob;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /api/coverage} and {@code /api/compliance}: evidence, and how far it goes. */
final class ComplianceRoutes {
    private static final String START = "window_start";
    private static final String END = "window_end";
    private static final String FROM = "from_seq";
    private static final String TO = "to_seq";
    private static final String AGENT = "agent_id";
    private static final String DAYS = "active_window_days";
    private static final int ACCEPTED = 202;
    private static final int USUAL_DAYS = 7;
    private static final int MOST_DAYS = 90;
    private static final int LONGEST_AGENT = 256;
    private static final int LAST_YEAR = 9999;

    private final Bus bus;
    private final Guard guard;
    private final Allowance often;

    ComplianceRoutes(Bus bus, Guard guard, Allowance often) {
        this.bus = bus;
        this.guard = guard;
        this.often = often;
    }

    void mount(Router router) {
        router.get("/api/coverage")
                .handler(guard.allows(Permission.READ, AGENT, DAYS))
                .handler(this::coverage);
        router.get("/api/compliance/report")
                .handler(guard.allows(Permission.READ, START, END))
                .handler(often::count)
                .handler(this::report);
        router.post("/api/compliance/verify-chain")
                .handler(guard.changes(Permission.VERIFY, FROM, TO))
                .handler(often::count)
                .handler(this::verify);
        router.post("/api/compliance/export")
                .handler(guard.changes(Permission.VERIFY))
                .handler(often::count)
                .handler(this::export);
    }

    private void coverage(RoutingContext context) {
        String agentId = Http.query(context, AGENT).orElse(null);
        if (agentId != null && (agentId.length() > LONGEST_AGENT || agentId.indexOf(0) >= 0)) {
            throw Refusal.unfit(AGENT, "agent_id has 1 to 256 characters and no NUL");
        }
        int days = (int) Http.number(context, DAYS, USUAL_DAYS, 1, MOST_DAYS);
        Http.send(context, bus.ask(Compliance.COVERAGE, new Compliance.Wrapped(agentId, days)));
    }

    private void report(RoutingContext context) {
        Compliance.Report report = new Compliance.Report(
                moment(START, Http.query(context, START).orElse(null)),
                moment(END, Http.query(context, END).orElse(null)));
        Http.send(context, bus.ask(Compliance.REPORT, report, Compliance.PATIENCE));
    }

    private void verify(RoutingContext context) {
        Compliance.Range range =
                new Compliance.Range(number(context, FROM), number(context, TO), Guard.caller(context));
        bus.ask(Compliance.VERIFY, range, Compliance.PATIENCE)
                .onSuccess(verified -> answer(context, verified))
                .onFailure(context::fail);
    }

    private static void answer(RoutingContext context, Compliance.Verified verified) {
        RangeVerdict verdict = verified.verdict();
        if (verdict != null) {
            Http.answer(context, verdict);
            return;
        }
        VerificationJob job = Objects.requireNonNull(verified.job());
        context.response()
                .setStatusCode(ACCEPTED)
                .putHeader("location", "/api/verifications/" + job.id())
                .putHeader("retry-after", "10");
        Http.answer(context, job);
    }

    private void export(RoutingContext context) {
        Window body = Http.body(context, Window.class);
        Compliance.Export export = new Compliance.Export(
                moment(START, body.windowStart()),
                moment(END, body.windowEnd()),
                body.tenantId(),
                Guard.caller(context));
        bus.ask(Compliance.EXPORT, export, Compliance.PATIENCE)
                .onSuccess(bundle -> {
                    context.response()
                            .putHeader("content-disposition", "attachment; filename=\"" + bundle.name() + "\"");
                    Http.text(context, "application/json", bundle.json());
                })
                .onFailure(context::fail);
    }

    private static @Nullable Long number(RoutingContext context, String name) {
        return Http.query(context, name).isEmpty() ? null : (Long) Http.number(context, name, 0, 0, Long.MAX_VALUE);
    }

    /** A moment without an offset means another one to whoever reads it elsewhere. */
    private static @Nullable Instant moment(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (moment.getYear() >= 1 && moment.getYear() <= LAST_YEAR) {
                return moment.toInstant();
            }
        } catch (DateTimeException e) {
            // told below, like a year that no calendar has
        }
        throw Refusal.unfit(
                name, name + " is a moment with its offset, as 2026-11-01T00:00:00Z or 2026-11-01T00:00:00+01:00");
    }

    /** What a bundle is about. */
    record Window(
            @Nullable String windowStart,
            @Nullable String windowEnd,
            @Nullable String tenantId) {}
}
