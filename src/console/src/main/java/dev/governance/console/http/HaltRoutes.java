package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.FleetHalts;
import dev.governance.console.contract.Permission;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** {@code /api/halts}: halting all agents that a pattern means, after a look at whom that would be. */
final class HaltRoutes {
    private static final String PATTERN = "pattern";

    private final Bus bus;
    private final Guard guard;

    HaltRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/halts/preview")
                .handler(guard.allows(Permission.HALT, PATTERN))
                .handler(this::preview);
        router.post("/api/halts").handler(guard.allows(Permission.HALT)).handler(this::halt);
    }

    private void preview(RoutingContext context) {
        String pattern = Http.query(context, PATTERN)
                .orElseThrow(() -> Refusal.unfit(
                        PATTERN,
                        "pattern is missing; give an agent's id in which * stands for any characters, as refund-*"));
        Http.send(context, bus.ask(FleetHalts.PREVIEW, new FleetHalts.Look(pattern)));
    }

    private void halt(RoutingContext context) {
        Which body = Http.body(context, Which.class);
        FleetHalts.Halt halt = new FleetHalts.Halt(
                body.pattern(),
                Guard.caller(context),
                body.reason(),
                body.expected(),
                Boolean.TRUE.equals(body.atLeast()),
                body.set(),
                Http.idempotencyKey(context));
        Http.send(context, bus.ask(FleetHalts.HALT, halt, FleetHalts.PATIENCE));
    }

    /** Which agents, why, and as how many and which they were seen. */
    record Which(
            String pattern,
            String reason,
            Integer expected,
            @Nullable Boolean atLeast,
            @Nullable String set) {
        Which {
            Http.required(pattern, PATTERN);
            Http.required(reason, "reason");
            if (expected == null) {
                throw new IllegalArgumentException(
                        "expected is required: how many agents the preview says would be halted");
            }
        }
    }
}
