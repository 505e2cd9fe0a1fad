package dev.governance.console.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Links to the next page that keep the filters of this one. */
final class Links {
    static Query query(RoutingContext context) {
        Map<String, String> values = new LinkedHashMap<>();
        context.queryParams().forEach(values::put);
        return new Query(values);
    }

    /** The query part of a link. */
    record Query(Map<String, String> values) {
        Query without(String name) {
            Map<String, String> fewer = new LinkedHashMap<>(values);
            fewer.remove(name);
            return new Query(fewer);
        }

        Query with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(values);
            more.put(name, value);
            return new Query(more);
        }

        @Override
        public String toString() {
            return values.entrySet().stream()
                    .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                    .collect(Collectors.joining("&"));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    private Links() {}
}
