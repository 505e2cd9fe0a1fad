package dev.governance.console.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code forwarded} (RFC 7239): hops with commas between them, each of pairs with semicolons between them. */
final class ForwardedHeader {
    private static final Pattern PAIR =
            Pattern.compile("[ \\t]*+([A-Za-z0-9_-]++)=(?:\"([^\"\\\\]*+)\"|([^\\s\",;]*+))[ \\t]*+([;,]|$)");

    /**
     * What one proxy says of who asked it.
     *
     * @param whom an address, or what is none; empty when it does not say
     * @param protocol empty when it does not say
     */
    record Hop(String whom, String protocol) {
        static final Hop UNREADABLE = new Hop("", "");
    }

    /** All hops, the first proxy's first; none when there is no header, empty when it is malformed. */
    static Optional<List<Hop>> read(List<String> values) {
        List<Hop> hops = new ArrayList<>();
        for (String value : values) {
            if (!readInto(hops, value)) {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(hops));
    }

    private static boolean readInto(List<Hop> hops, String value) {
        Matcher matcher = PAIR.matcher(value);
        Map<String, String> pairs = new HashMap<>();
        int at = 0;
        while (matcher.find(at) && matcher.start() == at) {
            String text = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            if (pairs.put(matcher.group(1).toLowerCase(Locale.ROOT), text) != null) {
                return false;
            }
            String end = matcher.group(4);
            if (!end.equals(";")) {
                hops.add(new Hop(pairs.getOrDefault("for", ""), pairs.getOrDefault("proto", "")));
                pairs.clear();
            }
            if (end.isEmpty()) {
                return true;
            }
            at = matcher.end();
        }
        return false;
    }

    private ForwardedHeader() {}
}
