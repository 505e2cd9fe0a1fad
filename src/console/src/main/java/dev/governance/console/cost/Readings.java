package dev.governance.console.cost;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Cost;
import dev.governance.console.cost.CapStore.Budgeted;
import dev.governance.console.cost.Shares.Use;
import dev.governance.console.db.Database;
import dev.governance.console.db.Place;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AgentCaps;
import dev.governance.console.wire.CostAlert;
import dev.governance.console.wire.CostCourse;
import dev.governance.console.wire.CostHistory;
import dev.governance.console.wire.CostProjection;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what was used, day by day, by session and by model, and how much of the caps that is. */
final class Readings {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int DAYS = 30;

    private final Database database;
    private final IntSupplier warningPercent;
    private final UsageStore usage = new UsageStore();
    private final CapStore caps = new CapStore();
    private final CourseStore course = new CourseStore();
    private final AlertStore alerts = new AlertStore();
    private final ModelCallCounter calls;

    Readings(Database database, IntSupplier warningPercent) {
        this.database = database;
        this.warningPercent = warningPercent;
        this.calls = new ModelCallCounter(database);
    }

    Future<Cost.Sessions> sessions(Cost.OfSessions asked) {
        return database.looking(LONGEST, queries -> usage.sessions(queries, asked.agentId(), asked.limit()))
                .map(Cost.Sessions::new);
    }

    Future<Cost.Models> models(Cost.OfModels asked) {
        return database.looking(LONGEST, queries -> usage.models(queries, asked.agentId()))
                .compose(counted -> calls.today()
                        .onFailure(failure -> LOG.atDebug().setCause(failure).log("calls of models are not counted"))
                        .otherwise(Optional.empty())
                        .map(known -> ModelUse.of(counted, known, asked.agentId(), UsageStore.MOST_MODELS)))
                .map(Cost.Models::new);
    }

    Future<CostHistory> days(Cost.OfDays asked) {
        return database.looking(LONGEST, queries -> usage.now(queries).compose(now -> history(queries, asked, now)));
    }

    private Future<CostHistory> history(Queries queries, Cost.OfDays asked, UsageStore.Now now) {
        LocalDate to = asked.to() == null ? now.day() : asked.to();
        LocalDate from = asked.from() == null ? to.minusDays(DAYS - 1) : asked.from();
        if (from.isAfter(to)) {
            throw new Refusal(Fault.INVALID, "invalid_from", "from lies after to; give the earlier day as from");
        }
        if (ChronoUnit.DAYS.between(from, to) >= Cost.MOST_DAYS) {
            throw new Refusal(
                    Fault.INVALID,
                    "span_too_long",
                    "from and to are more than " + Cost.MOST_DAYS + " days apart; ask for fewer at once");
        }
        String agentId = asked.agentId();
        return usage.days(queries, agentId, from, to)
                .compose(days -> usage.agents(queries, agentId, from, to)
                        .compose(agents -> usage.top(queries, agentId, from, to, asked.top())
                                .map(top ->
                                        new CostHistory(from, to, agentId, days, projection(days, now), agents, top))));
    }

    Future<CostCourse> course(Cost.OfCourse asked) {
        return database.inSnapshot(
                LONGEST,
                queries -> usage.now(queries)
                        .compose(now -> course.today(queries, asked.agentId())
                                .map(points -> new CostCourse(now.day(), asked.agentId(), CostCourse.SPREAD, points))));
    }

    private static CostProjection projection(List<CostHistory.Day> days, UsageStore.Now now) {
        return days.stream()
                .filter(day -> day.day().equals(now.day()))
                .findFirst()
                .map(today -> Projections.of(today.usd(), today.tokens(), now.passed()))
                .orElseGet(() -> CostProjection.none("the span does not hold the present day"));
    }

    Future<Cost.Caps> caps(Cost.OfCaps asked) {
        String after = asked.cursor() == null ? null : decoded(asked.cursor());
        return database.inSnapshot(
                LONGEST, queries -> usage.now(queries).compose(now -> page(queries, asked, after, now)));
    }

    private Future<Cost.Caps> page(Queries queries, Cost.OfCaps asked, @Nullable String after, UsageStore.Now now) {
        return caps.budgets(queries, asked.agentId(), after, asked.limit() + 1).compose(found -> {
            List<Budgeted> page = found.subList(0, Math.min(asked.limit(), found.size()));
            String next = found.size() > page.size()
                    ? encoded(page.get(page.size() - 1).agentId())
                    : null;
            return shares(queries, page, now)
                    .map(shares -> new Cost.Caps(now.day(), warningPercent.getAsInt(), shares, next));
        });
    }

    private Future<List<AgentCaps>> shares(Queries queries, List<Budgeted> page, UsageStore.Now now) {
        List<String> withSessions = page.stream()
                .filter(agent -> agent.budget().caps().keySet().stream().anyMatch(CapKind::isOfSession))
                .map(Budgeted::agentId)
                .toList();
        return caps.sessions(queries, withSessions)
                .map(found -> found.stream()
                        .collect(Collectors.groupingBy(
                                CapStore.Session::agentId,
                                Collectors.mapping(CapStore.Session::use, Collectors.toList()))))
                .map(sessions ->
                        page.stream().map(agent -> shares(agent, sessions, now)).toList());
    }

    private static AgentCaps shares(Budgeted agent, Map<String, List<Use>> sessions, UsageStore.Now now) {
        return Shares.of(
                agent.agentId(),
                agent.budget(),
                agent.day(),
                sessions.getOrDefault(agent.agentId(), List.of()),
                now.passed());
    }

    Future<Cost.Alerts> alerts(Cost.OfAlerts asked) {
        Place before = Place.read(asked.cursor(), Place.NEWEST);
        return alerts.list(database.queries(), asked.agentId(), before, asked.limit() + 1)
                .map(found -> alerts(found, asked.limit()));
    }

    private static Cost.Alerts alerts(List<CostAlert> found, int limit) {
        if (found.size() <= limit) {
            return new Cost.Alerts(found, null);
        }
        CostAlert last = found.get(limit - 1);
        return new Cost.Alerts(found.subList(0, limit), new Place(last.raisedAt(), last.alertId()).text());
    }

    private static String encoded(String agentId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(agentId.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            String agentId = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (agentId.indexOf(0) < 0 && encoded(agentId).equals(cursor)) {
                return agentId;
            }
        } catch (IllegalArgumentException e) {
            // told below, like what only looks like one
        }
        throw new Refusal(
                Fault.INVALID, "invalid_cursor", "cursor is the one that the page before gave; begin without it");
    }
}
