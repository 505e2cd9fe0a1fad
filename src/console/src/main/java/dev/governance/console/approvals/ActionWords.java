package dev.governance.console.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.PayloadHash;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.OneLine;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What an agent asks for as a sentence, made of what its row holds and of nothing else. Whatever is not plainly a name is
 * quoted as JSON, so that no text of an agent's passes for the sentence around it.
 */
final class ActionWords {
    private static final int MOST_ARGUMENTS = 4;
    private static final int LONGEST = 60;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/@-]+");

    /** SHA-256 of a payload without members: there are no arguments, for certain. */
    private static final String OF_NOTHING = PayloadHash.of(Map.of());

    /** One of them; without a name where it is told by its place. */
    private record Argument(@Nullable String name, JsonNode value) {
        String words() {
            return name == null ? ActionWords.value(value) : ActionWords.name(name) + " " + ActionWords.value(value);
        }
    }

    /**
     * Puts it into words.
     *
     * @param payload redacted
     * @param actionHash what the agent asked for, all of it
     */
    static String of(String agentId, String kind, JsonNode payload, String actionHash) {
        return name(agentId) + " asks for " + name(kind) + arguments(payload, actionHash);
    }

    private static String arguments(JsonNode payload, String actionHash) {
        if (payload.has("governance.unreadable")) {
            return "; its arguments cannot be shown";
        }
        List<Argument> all = all(payload);
        if (all.isEmpty()) {
            return OF_NOTHING.equals(actionHash) ? " without arguments" : "; its arguments are not stored";
        }
        int left = Math.max(0, all.size() - MOST_ARGUMENTS);
        return all.stream().limit(MOST_ARGUMENTS).map(Argument::words).collect(Collectors.joining(", ", " with ", ""))
                + (left == 0 ? "" : " and " + left + " more");
    }

    /** Those of the Python SDK's decorator by position, then by name. */
    private static List<Argument> all(JsonNode payload) {
        if (!payload.isObject()) {
            return payload.isNull() ? List.of() : List.of(new Argument(null, payload));
        }
        if (!isOfDecorator(payload)) {
            return named(payload).toList();
        }
        Stream<Argument> placed =
                StreamSupport.stream(payload.path("args").spliterator(), false).map(value -> new Argument(null, value));
        return Stream.concat(placed, named(payload.path("kwargs"))).toList();
    }

    private static boolean isOfDecorator(JsonNode payload) {
        return payload.size() == 2
                && payload.path("args").isArray()
                && payload.path("kwargs").isObject();
    }

    private static Stream<Argument> named(JsonNode members) {
        return members.properties().stream().map(member -> new Argument(member.getKey(), member.getValue()));
    }

    private static String value(JsonNode value) {
        if (value.isTextual()) {
            return quoted(value.asText());
        }
        if (value.isContainerNode()) {
            int size = value.size();
            return value.isArray()
                    ? "a list of " + size
                    : size == 1 ? "an object of 1 member" : "an object of " + size + " members";
        }
        String text = value.toString();
        return text.length() <= LONGEST ? text : "a number too long to show";
    }

    private static String name(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches() ? name : quoted(name);
    }

    private static String quoted(String text) {
        return Json.write(OneLine.of(text, LONGEST));
    }

    private ActionWords() {}
}
