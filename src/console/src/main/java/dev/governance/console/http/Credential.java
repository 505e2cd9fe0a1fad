package dev.governance.console.http;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a request proves itself by.
 *
 * @param isToken whether it is a script's token; else a person's session
 */
record Credential(String secret, boolean isToken) {
    static final String COOKIE = "governance_session";

    /** Which the Python console's stream takes in place of {@code authorization}. */
    static final String OWN_HEADER = "x-governance-token";

    private static final Pattern BEARER = Pattern.compile("(?i)bearer(?: +(.*))?"); // RFC 6750 §2.1

    /** Of a route that answers once. */
    static Credential of(HttpServerRequest request) {
        return one(request, bearers(request));
    }

    /** Of the stream. */
    static Credential ofStream(HttpServerRequest request) {
        Stream<String> own = request.headers().getAll(OWN_HEADER).stream()
                .map(value -> bearer(value).orElse(value));
        return one(request, Stream.concat(bearers(request), own));
    }

    /** Whether it comes by a token alone: no browser adds one by itself, so no foreign page can use it. */
    static boolean isTokenAlone(HttpServerRequest request) {
        return !hasSession(request) && bearers(request).findAny().isPresent();
    }

    /** Whether a session's cookie came, which browsers add by themselves. */
    static boolean hasSession(HttpServerRequest request) {
        return session(request).isPresent();
    }

    private static Credential one(HttpServerRequest request, Stream<String> tokens) {
        List<Credential> found = Stream.concat(
                        session(request).map(secret -> new Credential(secret, false)).stream(),
                        tokens.map(secret -> new Credential(secret.strip(), true)))
                .toList();
        if (found.isEmpty()) {
            throw new Refusal(Fault.UNAUTHENTICATED, "not_signed_in", "sign in first");
        }
        if (found.size() > 1) {
            throw new Refusal(
                    Fault.INVALID,
                    "two_credentials",
                    "send either the session's cookie or one API token: together they may be two people");
        }
        return found.get(0);
    }

    private static Optional<String> session(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(COOKIE))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    /** Other schemes are a proxy's business. */
    private static Stream<String> bearers(HttpServerRequest request) {
        return request.headers().getAll("authorization").stream()
                .map(Credential::bearer)
                .flatMap(Optional::stream);
    }

    private static Optional<String> bearer(String header) {
        Matcher matcher = BEARER.matcher(header);
        return matcher.matches()
                ? Optional.of(Optional.ofNullable(matcher.group(1)).orElse(""))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
