package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Permission;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/cost}: what agents spend, and how much of their caps that is. */
final class CostRoutes {
    private static final String AGENT = "agent_id";
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";

    private static final int LONGEST_NAME = 256;
    private static final int SESSIONS = 50;
    private static final int PAGE = 100;
    private static final int MOST = 500;

    /** Four digits of a year: what is beyond them is a slip of the pen. */
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final Bus bus;
    private final Guard guard;

    CostRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/cost/agents").handler(guard.allows(Permission.READ)).handler(this::agents);
        router.get("/api/cost/sessions")
                .handler(guard.allows(Permission.READ, AGENT, LIMIT))
                .handler(this::sessions);
        router.get("/api/cost/models")
                .handler(guard.allows(Permission.READ, AGENT))
                .handler(this::models);
        router.get("/api/cost/daily")
                .handler(guard.allows(Permission.READ, AGENT, "from", "to", "top"))
                .handler(this::daily);
        router.get("/api/cost/today")
                .handler(guard.allows(Permission.READ, AGENT))
                .handler(this::today);
        router.get("/api/cost/caps")
                .handler(guard.allows(Permission.READ, AGENT, LIMIT, CURSOR))
                .handler(this::caps);
        router.get("/api/cost/alerts")
                .handler(guard.allows(Permission.READ, AGENT, LIMIT, CURSOR))
                .handler(this::alerts);
    }

    private void agents(RoutingContext context) {
        Http.send(context, bus.ask(Cost.AGENTS, new Cost.Today()).map(Cost.Agents::agents));
    }

    private void sessions(RoutingContext context) {
        Cost.OfSessions asked =
                new Cost.OfSessions(agent(context), (int) Http.number(context, LIMIT, SESSIONS, 1, MOST));
        Http.send(context, bus.ask(Cost.SESSIONS, asked).map(Cost.Sessions::sessions));
    }

    private void models(RoutingContext context) {
        Http.send(
                context, bus.ask(Cost.MODELS, new Cost.OfModels(agent(context))).map(Cost.Models::models));
    }

    private void daily(RoutingContext context) {
        Cost.OfDays asked = new Cost.OfDays(agent(context), day(context, "from"), day(context, "to"), (int)
                Http.number(context, "top", 0, 0, Cost.MOST_AGENTS));
        Http.send(context, bus.ask(Cost.DAYS, asked));
    }

    private void today(RoutingContext context) {
        Http.send(context, bus.ask(Cost.COURSE, new Cost.OfCourse(agent(context))));
    }

    private void caps(RoutingContext context) {
        Cost.OfCaps asked =
                new Cost.OfCaps(agent(context), Http.query(context, CURSOR).orElse(null), (int)
                        Http.number(context, LIMIT, PAGE, 1, MOST));
        Http.send(context, bus.ask(Cost.CAPS, asked));
    }

    private void alerts(RoutingContext context) {
        Cost.OfAlerts asked =
                new Cost.OfAlerts(agent(context), Http.query(context, CURSOR).orElse(null), (int)
                        Http.number(context, LIMIT, PAGE, 1, MOST));
        Http.send(context, bus.ask(Cost.ALERTS, asked));
    }

    /** One that is empty is a slip, and would show everybody's. */
    private static @Nullable String agent(RoutingContext context) {
        Optional<String> agentId = context.queryParam(AGENT).stream().findFirst();
        agentId.ifPresent(id -> {
            if (id.isEmpty() || id.indexOf(0) >= 0 || id.codePointCount(0, id.length()) > LONGEST_NAME) {
                throw Refusal.unfit(AGENT, "agent_id has 1 to " + LONGEST_NAME + " characters, no NUL");
            }
        });
        return agentId.orElse(null);
    }

    private static @Nullable LocalDate day(RoutingContext context, String name) {
        Optional<String> text = Http.query(context, name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (DAY.matcher(text.get()).matches()) {
                return LocalDate.parse(text.get());
            }
        } catch (DateTimeException e) {
            // told below, like what only looks like a day
        }
        throw Refusal.unfit(name, name + " is no day (UTC) of the form 2026-11-28");
    }
}
