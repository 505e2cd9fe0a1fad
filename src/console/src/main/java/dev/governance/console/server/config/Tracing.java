package dev.governance.console.server.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where traces go.
 *
 * @param endpoint of a collector that speaks OTLP over HTTP, as {@code http://127.0.0.1:4318/v1/traces}; empty for nowhere
 * @param samplePercent how many of a hundred requests are traced, 1 to 100
 */
public record Tracing(String endpoint, int samplePercent) {
    private static final int ALL = 100;

    public Tracing {
        if (!endpoint.isEmpty() && !isAddress(endpoint)) {
            throw new IllegalArgumentException(
                    "tracing.endpoint is an address as http://127.0.0.1:4318/v1/traces, without"
                            + " a user, a query or a fragment");
        }
        if (samplePercent < 1 || samplePercent > ALL) {
            throw new IllegalArgumentException("tracing.sample_percent is a number from 1 to 100");
        }
    }

    public boolean isOn() {
        return !endpoint.isEmpty();
    }

    private static boolean isAddress(String text) {
        try {
            URI address = new URI(text);
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getQuery() == null
                    && address.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
