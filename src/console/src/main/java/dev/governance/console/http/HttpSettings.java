package dev.governance.console.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the console is reached.
 *
 * @param host the address to listen on
 * @param port 0 picks a free one
 * @param environment what the page calls this console; empty for nothing
 * @param secureCookies whether the browser may send the session cookie over TLS only, however it comes; off on loopback,
 *     where that follows how the browser comes
 * @param origins further origins whose pages may call the API, as {@code https://console.example}; asked each time
 * @param trustedProxies addresses and subnets of proxies in front, as {@link TrustedProxies} reads them
 * @param tls where the certificate is; null without TLS
 * @param limits what one client may take; how many connections is asked each time
 * @param rates how often programs may ask; asked each time
 * @param management where probes and metrics are told openly; null for nowhere
 * @param drain how long requests under way may take when the door closes
 * @param process metrics of the process, in the text format of Prometheus
 * @param version what {@code /api/health} tells
 */
public record HttpSettings(
        String host,
        int port,
        String environment,
        boolean secureCookies,
        Supplier<Set<String>> origins,
        List<String> trustedProxies,
        @Nullable TlsFiles tls,
        Supplier<EdgeLimits> limits,
        Supplier<Rates> rates,
        @Nullable Management management,
        Duration drain,
        Supplier<String> process,
        String version) {
    /** Where. */
    public record Management(String host, int port) {}

    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
