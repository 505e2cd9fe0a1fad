package dev.governance.bench.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.ServerProcess;
import dev.governance.bench.machine.Talk;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The same requests to every console, one console and one route at a time, in turns. All of them run all the time: what one
 * does in the background counts in PostgreSQL's time of the others, too.
 */
final class Comparison {
    private static final int CONNECTIONS = 64;
    private static final Duration STRETCH = Duration.ofSeconds(2);

    private final List<Side> sides;
    private final ServerProcess postgres;
    private final Load load;
    private final Map<Side, Map<Route, Figures>> figures = new LinkedHashMap<>();

    Comparison(List<Side> sides, ServerProcess postgres, Load load) {
        this.sides = sides;
        this.postgres = postgres;
        this.load = load;
        for (Side side : sides) {
            Map<Route, Figures> routes = new EnumMap<>(Route.class);
            for (Route route : Route.values()) {
                routes.put(route, new Figures());
            }
            figures.put(side, routes);
        }
    }

    /** As many rounds go before and are not counted, in which Java compiles what it runs often. */
    void measure(int rounds) {
        for (int round = 1; round <= 2 * rounds; round++) {
            for (Route route : Route.values()) {
                for (Side side : sides) {
                    stretch(side, route, round > rounds ? of(side, route) : new Figures());
                }
            }
            Talk.say("round " + round + " of " + 2 * rounds + (round > rounds ? "" : ", to warm up"));
        }
    }

    private void stretch(Side side, Route route, Figures into) {
        Order order = Order.read(side.port(), route.path(), side.cookies(), CONNECTIONS, STRETCH);
        Duration own = side.processorTime().get();
        Duration postgresToo = postgres.processorTime();
        Answered answered = load.done(order).allGood(route.path() + " of " + side.name());
        into.add(
                answered,
                side.processorTime().get().minus(own),
                postgres.processorTime().minus(postgresToo));
    }

    private Figures of(Side side, Route route) {
        return Objects.requireNonNull(Objects.requireNonNull(figures.get(side)).get(route));
    }

    /** Adds the figures of every console, and what the first does of the second. */
    void report(ObjectNode report) {
        Side ours = sides.get(0);
        report.put("connections", CONNECTIONS);
        Numbers.put(report, "p50_ms", longest(ours, Figures::p50));
        Numbers.put(report, "p99_ms", longest(ours, Figures::p99));
        figures.forEach((side, routes) -> {
            ObjectNode json = report.putObject(side.name());
            routes.forEach((route, taken) -> json.set(route.toString(), taken.json()));
        });
        if (sides.size() > 1) {
            Side theirs = sides.get(1);
            ratios(report.putObject("per_cpu_s_ratio"), ours, theirs, Figures::perProcessorSecond);
            ratios(report.putObject("per_cpu_s_with_postgres_ratio"), ours, theirs, Figures::perProcessorSecondInAll);
            ratios(report.putObject("requests_per_s_ratio"), ours, theirs, Figures::perSecond);
            ratios(report.putObject("p99_ratio"), ours, theirs, Figures::p99);
        }
    }

    private double longest(Side side, ToDoubleFunction<Figures> figure) {
        return List.of(Route.values()).stream()
                .mapToDouble(route -> figure.applyAsDouble(of(side, route)))
                .max()
                .orElse(Double.NaN);
    }

    private void ratios(ObjectNode into, Side ours, Side theirs, ToDoubleFunction<Figures> figure) {
        for (Route route : Route.values()) {
            Numbers.put(
                    into,
                    route.toString(),
                    figure.applyAsDouble(of(ours, route)) / figure.applyAsDouble(of(theirs, route)));
        }
    }
}
