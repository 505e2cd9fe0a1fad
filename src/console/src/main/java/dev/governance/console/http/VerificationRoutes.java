package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Verifications;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/verifications}: proving a session or the whole log as a job that can be watched, cancelled, found again. */
final class VerificationRoutes {
    private static final int RECENT = 20;
    private static final int MOST = 100;
    private static final int ACCEPTED = 202;

    private final Bus bus;
    private final Guard guard;
    private final SessionWatch watch;

    VerificationRoutes(Bus bus, Guard guard, SessionWatch watch) {
        this.bus = bus;
        this.guard = guard;
        this.watch = watch;
    }

    void mount(Vertx vertx, Router router) {
        router.post("/api/verifications")
                .handler(guard.changes(Permission.VERIFY))
                .handler(this::start);
        router.get("/api/verifications")
                .handler(guard.allows(Permission.VERIFY, "limit"))
                .handler(this::recent);
        router.get("/api/verifications/:verification_id")
                .handler(guard.allows(Permission.VERIFY))
                .handler(this::one);
        router.delete("/api/verifications/:verification_id")
                .handler(guard.changes(Permission.VERIFY))
                .handler(this::cancel);
        new ProgressLines(vertx, bus, guard, watch).mount(router);
    }

    private void start(RoutingContext context) {
        What what = Http.body(context, What.class);
        Verifications.Start start =
                new Verifications.Start(what.session(), Guard.caller(context), Http.idempotencyKey(context));
        bus.ask(Verifications.START, start)
                .onSuccess(job -> {
                    context.response().setStatusCode(ACCEPTED).putHeader("location", "/api/verifications/" + job.id());
                    Http.answer(context, job);
                })
                .onFailure(context::fail);
    }

    private void recent(RoutingContext context) {
        int limit = (int) Http.number(context, "limit", RECENT, 1, MOST);
        Http.send(context, bus.ask(Verifications.JOBS, new Verifications.Recent(limit)));
    }

    private void one(RoutingContext context) {
        Http.send(context, bus.ask(Verifications.JOB, new Verifications.One(id(context))));
    }

    private void cancel(RoutingContext context) {
        Http.send(context, bus.ask(Verifications.CANCEL, new Verifications.Cancel(id(context), Guard.caller(context))));
    }

    static UUID id(RoutingContext context) {
        return Http.uuid(context, "verification_id");
    }

    /** What is to be verified: one session, or everything. */
    record What(@Nullable String sessionId, @Nullable Boolean all) {
        /** The session; null for the whole log. */
        @Nullable
        UUID session() {
            boolean whole = Boolean.TRUE.equals(all);
            if (whole == (sessionId != null)) {
                throw Refusal.unfit(
                        Http.BODY,
                        "body: say what to verify, either {\"session_id\": \"<UUID>\"} or {\"all\": true}"
                                + (whole ? ", not both" : ""));
            }
            return sessionId == null ? null : Http.uuid("session_id", sessionId);
        }
    }
}
