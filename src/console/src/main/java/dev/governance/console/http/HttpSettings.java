package dev.governance.console.http;

import java.util.Set;

/**
 * How the console is reached.
 *
 * @param host the address to listen on
 * @param port 0 picks a free one
 * @param secureCookies whether the browser may send the session cookie over TLS only; off on loopback, where it follows what the proxy in front says
 * @param origins further origins whose pages may call the API, as {@code https://console.example}
 * @param version what {@code /api/health} tells
 */
public record HttpSettings(String host, int port, boolean secureCookies, Set<String> origins, String version) {
    public HttpSettings {
        origins = Set.copyOf(origins);
    }
}
