package dev.governance.console.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration, as its schema describes it.
 *
 * @param name with dots, as {@code http.port}
 * @param type {@code string}, {@code integer}, {@code boolean}, {@code strings} or {@code integers}
 * @param unit of the value; empty where it has none
 * @param variable what names it in the environment; null for none
 * @param suffix the unit that the variable leaves out, as {@code h}; empty for none
 * @param reloads whether a changed file is followed without a restart
 * @param secret whether the value is never shown
 */
public record ConfigKey(
        String name,
        String type,
        JsonNode fallback,
        String unit,
        String description,
        @Nullable String variable,
        String suffix,
        boolean reloads,
        boolean secret) {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "off");

    /**
     * A value as an environment or a command line writes it; lists have commas or lines between their members.
     *
     * @param where who gave it, for the message
     * @throws IllegalArgumentException when it is no value of this type
     */
    JsonNode parsed(String where, String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (type) {
            case "integer" -> nodes.numberNode(whole(where, text));
            case "boolean" -> nodes.booleanNode(truth(where, text));
            case "strings" -> {
                ArrayNode list = nodes.arrayNode();
                parts(text).forEach(list::add);
                yield list;
            }
            case "integers" -> {
                ArrayNode list = nodes.arrayNode();
                parts(text).forEach(part -> list.add(whole(where, part)));
                yield list;
            }
            default -> nodes.textNode(suffix.isEmpty() ? text.strip() : whole(where, text) + suffix);
        };
    }

    private static Stream<String> parts(String text) {
        return text.lines()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .filter(part -> !part.isEmpty());
    }

    private static BigInteger whole(String where, String text) {
        String number = text.strip();
        if (number.startsWith("tcp://")) {
            throw new IllegalArgumentException(where + " was set by Kubernetes for a service of that name, not by you:"
                    + " set enableServiceLinks: false in the pod, or give the service another name");
        }
        if (!WHOLE.matcher(number).matches()) {
            throw new IllegalArgumentException(where + " is a whole number");
        }
        return new BigInteger(number);
    }

    private static boolean truth(String where, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            throw new IllegalArgumentException(where + " is true or false");
        }
        return TRUE.contains(word);
    }
}
