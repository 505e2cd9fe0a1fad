package dev.governance.console.cli;

import dev.governance.console.cli.ConsoleLogin.Login;
import dev.governance.console.server.config.StartProblem;
import dev.governance.console.wire.ApprovalState;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.OneLine;
import dev.governance.console.wire.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a running console over HTTP: signed in as a browser is, until it is closed, or by an API token.
 */
final class ConsoleClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15); // the console says by then what became of an act
    private static final Duration BEGINNING = Duration.ofSeconds(45); // of a stream, which may wait for its turn
    private static final Duration ANSWER_OF_MANY = Duration.ofSeconds(30);
    private static final String JSON = "application/json";
    private static final int TRIES = 3;
    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);
    private static final int LONGEST = 500;
    private static final Pattern COOKIE = Pattern.compile("(?:^|\\s)(governance_session=[^;,\\s]+)");

    /** Refusals of the server's side that say for sure that nothing happened; of the others it is not known. */
    private static final Set<String> NOTHING_HAPPENED = Set.of(
            "halt_not_permitted",
            "not_permitted",
            "schema_behind",
            "locked",
            "collided",
            "too_slow",
            "database_read_only",
            "disk_full");

    /** Whether an act happened is not known. */
    static final class Uncertain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Uncertain(String message) {
            super(message);
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI server;
    private final @Nullable String token;
    private final @Nullable String cookie;

    private ConsoleClient(Login login) {
        this.server = login.server();
        this.token = login.token();
        this.cookie = token == null ? cookie(login) : null;
    }

    private String cookie(Login login) {
        HttpResponse<String> answer;
        try {
            answer = send(
                    "/api/auth/login",
                    Map.of("username", login.username(), "password", login.password()),
                    false,
                    UUID.randomUUID(),
                    ANSWER);
        } catch (IOException e) {
            throw silent(e);
        }
        if (answer.statusCode() != 200) {
            throw new StartProblem(refusal(answer));
        }
        Matcher found = COOKIE.matcher(String.join(" ", answer.headers().allValues("set-cookie")));
        if (!found.find()) {
            throw new StartProblem("what answers at " + server + " is no console: it gave no session");
        }
        return found.group(1);
    }

    /**
     * Signs in.
     *
     * @throws StartProblem when that is refused, or nobody answers
     */
    static ConsoleClient signIn(Login login) {
        return new ConsoleClient(login);
    }

    /**
     * Reads something, in one try.
     *
     * @throws StartProblem when it was refused, or nobody answers
     */
    <T> T ask(String path, Class<T> type) {
        return once(request(path, ANSWER).GET(), type);
    }

    /**
     * Makes something, in one try, for a second would make another.
     *
     * @throws StartProblem when it was refused, or nobody answers
     */
    <T> T make(String path, Map<String, ?> body, Class<T> type) {
        return once(
                request(path, ANSWER).header("content-type", JSON).POST(BodyPublishers.ofString(Json.write(body))),
                type);
    }

    /**
     * Ends something, in one try.
     *
     * @throws StartProblem when it was refused, or nobody answers
     */
    <T> T end(String path, Class<T> type) {
        return once(request(path, ANSWER).header("content-type", JSON).DELETE(), type);
    }

    /**
     * Opens the stream of events; its lines come as they are sent.
     *
     * @param lastId the last position that was seen; negative for what happens from now on
     * @throws StartProblem when it was refused
     * @throws IOException when nobody answers
     */
    Stream<String> stream(long lastId) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/api/stream/events"))
                .timeout(BEGINNING)
                .header("user-agent", "governance command line");
        if (lastId >= 0) {
            request.header("last-event-id", Long.toString(lastId));
        }
        try {
            HttpResponse<Stream<String>> answer = http.send(credential(request).build(), BodyHandlers.ofLines());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            answer.body().close();
            if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
                throw new IOException("HTTP " + answer.statusCode());
            }
            throw new StartProblem("the console refuses to be followed (HTTP " + answer.statusCode()
                    + "): sign in again, or close other streams");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private <T> T once(HttpRequest.Builder request, Class<T> type) {
        try {
            HttpResponse<String> answer = exchange(request, true);
            if (answer.statusCode() == 200) {
                return read(answer, type);
            }
            throw new StartProblem(refusal(answer));
        } catch (IOException e) {
            throw silent(e);
        }
    }

    /**
     * Does something, once, in at most three tries.
     *
     * @throws StartProblem when it was refused
     * @throws Uncertain when whether it happened is not known
     */
    <T> T act(String path, Map<String, ?> body, Class<T> type) {
        return act(path, body, type, ANSWER);
    }

    /** Like {@link #act(String, Map, Class)}, for what takes the console longer. */
    <T> T actOnMany(String path, Map<String, ?> body, Class<T> type) {
        return act(path, body, type, ANSWER_OF_MANY);
    }

    private <T> T act(String path, Map<String, ?> body, Class<T> type, Duration patience) {
        UUID key = UUID.randomUUID(); // the same for each try: the console does it once
        String why = "";
        boolean sent = false;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                HttpResponse<String> answer = send(path, body, true, key, patience);
                if (answer.statusCode() == 200) {
                    return read(answer, type);
                }
                why = refusal(answer);
                if (answer.statusCode() < 500 || NOTHING_HAPPENED.contains(code(answer))) {
                    throw sent ? new Uncertain(why) : new StartProblem(why); // an earlier try may have done it
                }
                sent = true;
            } catch (ConnectException | HttpConnectTimeoutException e) {
                why = unreachable(e);
            } catch (IOException e) {
                why = unreachable(e);
                sent = true;
            }
        }
        if (sent) {
            throw new Uncertain(why);
        }
        throw new StartProblem(why);
    }

    private <T> T read(HttpResponse<String> answer, Class<T> type) {
        try {
            return Json.readAnswer(answer.body(), type);
        } catch (IllegalArgumentException e) {
            throw new Uncertain("what answers at " + server + " is no console: " + e.getMessage());
        }
    }

    /** Signs out; a session that stays ends by itself. */
    @Override
    public void close() {
        if (cookie == null) {
            return;
        }
        try {
            var unused = send("/api/auth/logout", Map.of(), true, UUID.randomUUID(), ANSWER);
        } catch (IOException e) {
            System.err.println("governance: could not sign out: " + e.getMessage());
        }
    }

    private HttpResponse<String> send(String path, Map<String, ?> body, boolean known, UUID key, Duration patience)
            throws IOException {
        HttpRequest.Builder request = request(path, patience)
                .header("content-type", JSON)
                .header("idempotency-key", key.toString())
                .POST(BodyPublishers.ofString(Json.write(body)));
        return exchange(request, known);
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .timeout(patience)
                .header("user-agent", "governance command line");
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request, boolean known) throws IOException {
        try {
            return http.send((known ? credential(request) : request).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest.Builder credential(HttpRequest.Builder request) {
        return cookie == null
                ? request.header("authorization", "Bearer " + token)
                : request.header("cookie", cookie).header("origin", origin(server));
    }

    /** As a browser writes it, without the port that the scheme has anyway: Java's client leaves that out of the host. */
    static String origin(URI server) {
        String scheme = server.getScheme().toLowerCase(Locale.ROOT);
        String host = server.getHost().toLowerCase(Locale.ROOT);
        int port = server.getPort();
        return scheme + "://" + host + (port < 0 || port == PORTS.getOrDefault(scheme, 0) ? "" : ":" + port);
    }

    private StartProblem silent(IOException problem) {
        return new StartProblem(unreachable(problem), problem);
    }

    private String unreachable(IOException problem) {
        String said = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
        return "no answer from a console at " + server + " (" + said + ")";
    }

    private static String code(HttpResponse<String> answer) {
        return problem(answer).map(Problem::code).orElse("");
    }

    /** As the console says it; a proxy in between says less. */
    private String refusal(HttpResponse<String> answer) {
        String said = problem(answer).map(Problem::detail).orElse("HTTP " + answer.statusCode() + " from " + server);
        return OneLine.of(said, LONGEST)
                + current(answer).map(state -> "; " + StateText.of(state)).orElse("")
                + answer.headers()
                        .firstValue("retry-after")
                        .map(seconds -> "; try again in " + OneLine.of(seconds, 20) + " s")
                        .orElse("");
    }

    /** What a request is now, where a refusal about one says so. */
    private static Optional<ApprovalState> current(HttpResponse<String> answer) {
        try {
            return Optional.ofNullable(
                            Json.readAnswer(answer.body(), Overtaken.class).current())
                    .filter(state -> state.state() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    record Overtaken(@Nullable ApprovalState current) {}

    private static Optional<Problem> problem(HttpResponse<String> answer) {
        try {
            return Optional.of(Json.readAnswer(answer.body(), Problem.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
