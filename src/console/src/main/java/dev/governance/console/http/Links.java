package dev.governance.console.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Addresses that answers name: of another route, and of the next page, which keeps the filters of this one. */
final class Links {
    static Query query(RoutingContext context) {
        return new Query(context.queryParams().entries());
    }

    /** One part of a path, so that whatever it holds stays that part. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The query part of a link; a name may stand there more than once. */
    record Query(List<Map.Entry<String, String>> values) {
        Query without(String name) {
            return new Query(values.stream()
                    .filter(entry -> !entry.getKey().equals(name))
                    .toList());
        }

        Query with(String name, String value) {
            return new Query(Stream.concat(without(name).values().stream(), Stream.of(Map.entry(name, value)))
                    .toList());
        }

        @Override
        public String toString() {
            return values.stream()
                    .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                    .collect(Collectors.joining("&"));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    private Links() {}
}
