package dev.governance.console.http;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.wire.Outcome;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from an address which events are meant. */
final class EventQuery {
    private static final List<String> FILTERS =
            List.of("agent_id", Parameters.REPEATED, "session_id", "outcome", "model", "from", "to", "q", "order");

    private static final int KINDS = 20;
    private static final int AGENT_LENGTH = 256;
    private static final int NAME_LENGTH = 128;

    /** Four digits of a year: what is beyond them is a slip of the pen. */
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?Z");

    /** Where values of a name are found; an empty one counts as left out. */
    interface Values {
        List<String> of(String name);

        default Optional<String> first(String name) {
            return of(name).stream().filter(value -> !value.isEmpty()).findFirst();
        }
    }

    /** What an address may name that filters, and names {@code more} than that. */
    static String[] namesAnd(String... more) {
        return Stream.concat(FILTERS.stream(), Stream.of(more)).toArray(String[]::new);
    }

    static Explorer.Filter filter(RoutingContext context) {
        return filter(context::queryParam);
    }

    /**
     * Reads a filter.
     *
     * @throws Refusal UNPROCESSABLE, or INVALID for a span without moments, with what is wrong and how it is right
     */
    static Explorer.Filter filter(Values values) {
        Instant from = moment(values, "from");
        Instant to = moment(values, "to");
        if (from != null && to != null && from.isAfter(to)) {
            throw new Refusal(
                    Fault.INVALID,
                    "invalid_from",
                    "from lies after to; events from that moment on and before to are shown");
        }
        return new Explorer.Filter(
                text(values, "agent_id", AGENT_LENGTH),
                kinds(values),
                values.first("session_id")
                        .map(text -> Http.uuid("session_id", text))
                        .orElse(null),
                outcome(values),
                text(values, "model", NAME_LENGTH),
                from,
                to,
                values.first("q").filter(text -> !text.isBlank()).orElse(null));
    }

    static boolean ascending(RoutingContext context) {
        String order = Http.query(context, "order").orElse("desc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw invalid("order", "is asc or desc");
        }
        return order.equals("asc");
    }

    private static List<String> kinds(Values values) {
        List<String> kinds = values.of("kind").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(kind -> !kind.isEmpty())
                .distinct()
                .toList();
        if (kinds.size() > KINDS) {
            throw invalid("kind", "names more than " + KINDS + " kinds; use a prefix such as approval.*");
        }
        kinds.forEach(EventQuery::kind);
        return kinds;
    }

    private static void kind(String kind) {
        fits("kind", kind, NAME_LENGTH);
        int star = kind.indexOf('*');
        if (star == 0 || (star > 0 && star < kind.length() - 1)) {
            throw invalid("kind", "may have one * at the end, after the beginning of a kind, as approval.*");
        }
    }

    private static @Nullable Outcome outcome(Values values) {
        Optional<String> code = values.first("outcome");
        if (code.isEmpty()) {
            return null;
        }
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.code().equals(code.get()))
                .findFirst()
                .orElseThrow(() -> invalid("outcome", "is ok, blocked or error, or left out"));
    }

    private static @Nullable Instant moment(Values values, String name) {
        Optional<String> text = values.first(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (MOMENT.matcher(text.get()).matches()) {
                return Instant.parse(text.get());
            }
        } catch (DateTimeException e) {
            // told below, like what only looks like a moment
        }
        throw invalid(name, "is no moment in UTC of the form 2026-11-28T14:32:00Z, years 0000 to 9999");
    }

    private static @Nullable String text(Values values, String name, int limit) {
        Optional<String> text = values.first(name);
        text.ifPresent(value -> fits(name, value, limit));
        return text.orElse(null);
    }

    private static void fits(String name, String text, int limit) {
        if (text.indexOf(0) >= 0) {
            throw invalid(name, "holds NUL, which no event can");
        }
        if (text.codePointCount(0, text.length()) > limit) {
            throw invalid(name, "has more than " + limit + " characters, which no event can");
        }
    }

    private static Refusal invalid(String name, String what) {
        return Refusal.unfit(name, name + " " + what);
    }

    private EventQuery() {}
}
