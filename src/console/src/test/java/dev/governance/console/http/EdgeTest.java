package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Verifications;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Loopback;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.Problem;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.Spend;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may take of the front door, byte by byte. */
class EdgeTest {
    private static final String HOST = "host: 127.0.0.1\r\n";
    private static final String HEALTH = "GET /api/health HTTP/1.1\r\n" + HOST + "\r\n";
    private static final String LOGIN =
            "POST /api/auth/login HTTP/1.1\r\n" + HOST + "content-type: application/json\r\n";
    private static final Pattern GAUGE = Pattern.compile("(?m)^governance_http_connections (\\d+)$");

    private final List<RawClient> clients = new ArrayList<>();
    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor(within(500, List.of()));
        door.bus.answer(Auth.SIGN_IN, tried -> Future.failedFuture(new AssertionError("it came through")));
    }

    @AfterEach
    void close() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        door.close();
    }

    /** A door whose times are seconds. */
    private static HttpSettings within(int perAddress, List<String> proxies) {
        Duration second = Duration.ofSeconds(1);
        return Loopback.settings(
                false,
                proxies,
                new EdgeLimits(600, perAddress, 600, 600, second, second, second, Duration.ofSeconds(2)));
    }

    private void instead(HttpSettings settings) {
        door.close();
        door = new FrontDoor(settings);
    }

    private RawClient client() throws IOException {
        RawClient client = new RawClient(door.port);
        clients.add(client);
        return client;
    }

    private List<RawClient> clients(int number) throws IOException {
        List<RawClient> opened = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            opened.add(client());
        }
        return opened;
    }

    /** Says all, hears all, and is hung up on. */
    private String said(String text) throws IOException {
        RawClient client = client().send(text);
        Eventually.holds("hung up on after " + client.read(), client::isClosed);
        return client.read();
    }

    private static void answered(RawClient client, String expected) {
        Eventually.holds(expected, () -> client.read().contains(expected));
    }

    private static Problem problem(String answer) {
        assertThat(answer).contains("content-type: application/problem+json", "x-content-type-options: nosniff");
        return Json.read(answer.substring(answer.indexOf("\r\n\r\n") + 4), Problem.class);
    }

    private String metrics() {
        try {
            return door.send(door.as(Role.ADMIN, "/api/metrics")).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void measured() {
        door.bus.answer(
                Audit.KNOWN,
                known -> Future.succeededFuture(new Audit.Findings(
                        List.of(),
                        new Audit.Counts(0, 0, 0, 0),
                        new Audit.Reading(null, 0, Instant.EPOCH, false, 1L, 1, 1, 1, 1),
                        new MarksVerdict(MarksVerdict.State.HOLDS, "They hold.", 4L, 1L, Instant.EPOCH, null))));
    }

    @Test
    void twoHundredThatSendAByteNowAndThenAreClosedAndOthersAreAnsweredMeanwhile() throws Exception {
        List<RawClient> slow = clients(200);
        slow.forEach(client -> client.send("GET / HTTP/1.1\r\nx: "));

        assertThat(door.send(door.request("/api/health")).statusCode()).isEqualTo(200);
        Eventually.holds("all are closed", () -> {
            slow.forEach(client -> client.send("x"));
            return slow.stream().allMatch(RawClient::isClosed);
        });
        assertThat(door.send(door.request("/api/health")).statusCode()).isEqualTo(200);
        measured();
        assertThat(metrics()).contains("governance_http_connections_late_total 200\n");
    }

    @Test
    void whoSaysNothingIsClosed() throws Exception {
        RawClient silent = client();

        Eventually.holds("closed", silent::isClosed);
        assertThat(silent.read()).isEmpty();
    }

    @Test
    void aBodyThatComesByteByByteIsGivenUp() throws Exception {
        RawClient slow = client().send(LOGIN + "content-length: 60000\r\n\r\n{");

        Eventually.holds("closed", () -> slow.send(" ").isClosed());
        assertThat(slow.read()).startsWith("HTTP/1.1 408 ");
        assertThat(problem(slow.read()).detail()).isEqualTo("the body did not come within 1 s");
    }

    @Test
    void aBodyInChunksWithoutEndIsRefusedAtTheLimit() throws Exception {
        RawClient endless = client().send(LOGIN + "transfer-encoding: chunked\r\n\r\n");
        String chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";

        Eventually.holds("closed", () -> endless.send(chunk).isClosed());
        assertThat(endless.read()).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aBodyWhereNoneIsReadIsGivenUp() throws Exception {
        RawClient endless = client().send("GET /posture HTTP/1.1\r\n" + HOST + "transfer-encoding: chunked\r\n\r\n");

        Eventually.holds("closed", () -> endless.send("1\r\nx\r\n").isClosed());
        assertThat(endless.read()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aConnectionWithoutRequestsIsClosedAlsoIfTheNextHeadDribblesIn() throws Exception {
        RawClient idle = client().send(HEALTH);
        RawClient dribbling = client().send(HEALTH);
        answered(idle, "\"ok\":true");
        answered(dribbling, "\"ok\":true");

        Eventually.holds("closed", () -> dribbling.send("G").isClosed() && idle.isClosed());
    }

    @Test
    void whoDoesNotReadAnAnswerIsGivenUp() throws Exception {
        measured();
        large();
        RawClient slow =
                client().send("GET /api/cost/agents HTTP/1.1\r\n" + HOST + "cookie: governance_session=viewer\r\n\r\n");

        Eventually.holds("given up", () -> metrics().contains("governance_http_connections_late_total 1\n"));
        Eventually.holds("closed", slow::isClosed);
        assertThat(slow.read()).startsWith("HTTP/1.1 200 ").doesNotEndWith("]");
    }

    @Test
    void whoAsksForMoreThanTheyReadIsGivenUpAtOnce() throws Exception {
        measured();
        large();
        String request = "GET /api/cost/agents HTTP/1.1\r\n" + HOST + "cookie: governance_session=viewer\r\n\r\n";
        RawClient greedy = client().send(request.repeat(100));

        Eventually.holds("given up", () -> metrics().contains("governance_http_connections_late_total 1\n"));
        Eventually.holds("closed", greedy::isClosed);
        assertThat(greedy.read().split("HTTP/1.1 200 ", -1)).hasSize(2);
    }

    /** Some megabytes, more than the buffers of both ends hold. */
    private void large() {
        Spend spend = new Spend("x".repeat(200), BigDecimal.ONE, 7, null);
        List<Spend> all = IntStream.range(0, 30_000).mapToObj(i -> spend).toList();
        door.bus.answer(Cost.AGENTS, today -> Future.succeededFuture(new Cost.Agents(all)));
    }

    @Test
    void aStreamWhoseReaderTakesNothingIsGivenUp() throws Exception {
        measured();
        door.bus.answer(Bridge.MISSED, since -> Future.succeededFuture(Bridge.Missed.nothing(10)));
        RawClient stuck = client().send(
                        "GET /api/stream/events HTTP/1.1\r\n" + HOST + "cookie: governance_session=viewer\r\n\r\n");
        answered(stuck, "event: hello");
        String large = "\"" + "x".repeat(100_000) + "\"";

        for (int i = 0; i < 8; i++) { // less than what a reader may owe
            door.bus.announce(Bridge.FRAMES, new Bridge.Frames(List.of(new Bridge.Frame(11 + i, "audit", large))));
        }

        onlyWhoMeasuresIsConnected();
        Eventually.holds("closed", stuck::isClosed);
        assertThat(stuck.read()).doesNotContain("id: 18\n");
    }

    private void onlyWhoMeasuresIsConnected() {
        Eventually.holds(
                "all others are gone",
                () -> GAUGE.matcher(metrics())
                        .results()
                        .map(found -> found.group(1))
                        .toList()
                        .equals(List.of("1")));
    }

    @Test
    void aReaderOfProgressWhoTakesNothingIsHungUpOnWhenTheSessionEnds() throws Exception {
        measured();
        UUID id = new UUID(5, 5);
        door.bus.answer(Verifications.JOB, one -> Future.succeededFuture(job(id, "")));
        RawClient stuck = client().send("GET /api/verifications/" + id + "/progress HTTP/1.1\r\n" + HOST
                + "cookie: governance_session=viewer\r\n\r\n");
        answered(stuck, "\"running\"");
        for (int i = 0; i < 10; i++) { // more than the buffers of both ends hold
            door.bus.announce(Verifications.PROGRESS, job(id, "x".repeat(100_000)));
        }

        door.end(Role.VIEWER);
        door.bus.announce(Doorbell.SESSIONS, new Doorbell.Rung(true));

        onlyWhoMeasuresIsConnected();
    }

    static VerificationJob job(UUID id, String text) {
        return new VerificationJob(
                id,
                null,
                "running",
                "viewer",
                Instant.EPOCH,
                400,
                1_000,
                10.0,
                100,
                6L,
                Instant.EPOCH,
                null,
                null,
                Json.tree("\"" + text + "\""));
    }

    @Test
    void whoLeavesWhileTheSessionIsLookedUpTakesNoStream() throws Exception {
        measured();
        door.bus.answer(Bridge.MISSED, since -> Future.succeededFuture(Bridge.Missed.nothing(10)));
        Promise<Void> found = Promise.promise();
        door.lookups.put(Role.VIEWER.code(), found.future());
        String request = "GET /api/stream/events HTTP/1.1\r\n" + HOST + "cookie: governance_session=viewer\r\n\r\n";
        List<RawClient> leaving = clients(40); // as many as one user may have
        leaving.forEach(client -> client.send(request));
        Eventually.holds("looked up", () -> door.asked.size() >= 40);
        for (RawClient client : leaving) {
            client.close();
        }
        onlyWhoMeasuresIsConnected();

        found.complete();

        answered(client().send(request), "event: hello");
    }

    @Test
    void whoLeavesInTheMiddleOfABodyThatIsAnsweredAlreadyIsNotLate() throws Exception {
        measured();
        RawClient left = client().send("GET /posture HTTP/1.1\r\n" + HOST + "transfer-encoding: chunked\r\n\r\n");
        answered(left, "HTTP/1.1 200 ");
        left.close();

        assertThat(said(LOGIN + "content-length: 60000\r\n\r\n{")).startsWith("HTTP/1.1 408 "); // as long as a body
        assertThat(said("")).isEmpty(); // and a head

        assertThat(metrics()).contains("governance_http_connections_late_total 1\n");
    }

    @Test
    void oneAddressMayNotTakeEveryConnection() throws Exception {
        instead(within(3, List.of()));
        List<RawClient> open = clients(3);
        open.forEach(client -> client.send(HEALTH));
        open.forEach(client -> answered(client, "\"ok\":true"));

        RawClient fourth = client().send(HEALTH);
        Eventually.holds("refused", fourth::isClosed);
        assertThat(fourth.read()).isEmpty();

        open.get(0).close();
        Eventually.holds("a closed one makes room", () -> isAnswered());
    }

    private boolean isAnswered() {
        try {
            RawClient client = client().send(HEALTH);
            Eventually.holds(
                    "answered or refused",
                    () -> client.isClosed() || client.read().contains("\"ok\":true"));
            return client.read().contains("\"ok\":true");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTrustedProxyMayHaveAsManyAsThereAre() throws Exception {
        instead(within(3, List.of("127.0.0.1")));
        List<RawClient> open = clients(10);
        open.forEach(client -> client.send(HEALTH));

        open.forEach(client -> answered(client, "\"ok\":true"));
    }

    @Test
    void altogetherThereIsAnEndToo() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        instead(Loopback.settings(
                false, List.of("127.0.0.1"), new EdgeLimits(5, 3, 5, 5, minute, minute, minute, minute)));
        List<RawClient> open = clients(5);
        open.forEach(client -> client.send(HEALTH));
        open.forEach(client -> answered(client, "\"ok\":true"));

        assertThat(said(HEALTH)).isEmpty();
    }

    @Test
    void addressesAndHeadersHaveALimitAndTheAnswerSaysWhich() throws Exception {
        String line = said("GET /" + "x".repeat(64 * 1024) + " HTTP/1.1\r\n" + HOST + "\r\n");
        String head = said("GET / HTTP/1.1\r\n" + HOST + "x: " + "y".repeat(17 * 1024) + "\r\n\r\n");

        assertThat(line).containsPattern("^HTTP/1.\\d 414 ").doesNotContain("xxx");
        assertThat(problem(line).detail()).isEqualTo("the address is longer than 8192 bytes");
        assertThat(head).containsPattern("^HTTP/1.\\d 431 ").doesNotContain("yyy");
        assertThat(problem(head).detail()).contains("more than 16384 bytes");
    }

    @Test
    void eightKilobytesOfHeadersAreFine() throws Exception {
        RawClient large =
                client().send("GET /api/health HTTP/1.1\r\n" + HOST + "x: " + "y".repeat(8 * 1024) + "\r\n\r\n");

        answered(large, "\"ok\":true");
    }

    @Test
    void whoAsksWhetherToGoOnIsTold() throws Exception {
        RawClient client = client().send(LOGIN + "expect: 100-continue\r\ncontent-length: 2\r\n\r\n");
        answered(client, "HTTP/1.1 100 Continue");
        client.send("{}");
        answered(client, "username and password are required");

        assertThat(said(LOGIN + "expect: 100-continue\r\ncontent-length: 70000\r\nconnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void anOldClientIsAnsweredAndClosed() throws Exception {
        assertThat(said("GET /api/health HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 200 ")
                .endsWith("}");
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInTurn() throws Exception {
        RawClient client = client().send(HEALTH + HEALTH + "GET /api/none HTTP/1.1\r\n" + HOST + "\r\n");
        answered(client, "not_found");

        assertThat(client.read().split("\"ok\":true", -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length: 4\r\ncontent-length: 5\r\n",
                "content-length: 4\r\ncontent-length: 4\r\n",
                "content-length: 4, 4\r\n",
                "content-length: +4\r\n",
                "content-length: -1\r\n",
                "content-length: 4\r\ntransfer-encoding: chunked\r\n",
                "transfer-encoding: chunked\r\ncontent-length: 4\r\n",
                "transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n",
                "transfer-encoding: xchunked\r\n",
                "transfer-encoding: chunked, identity\r\n",
                "transfer-encoding : chunked\r\n",
                "transfer-encoding:\u000bchunked\r\n",
                "x: a\rtransfer-encoding: chunked\r\n",
                "x: a\u0000b\r\n",
                "host: other.example\r\n"
            })
    void whatTwoServersMightReadDifferentlyIsRefusedAndNothingBehindItIsRead(String header) throws Exception {
        String answer = said(LOGIN + header + "\r\n0\r\n\r\n" + HEALTH);

        assertThat(answer).containsPattern("^HTTP/1.\\d 400 ").doesNotContain("\"ok\":true");
        assertThat(problem(answer).code()).isEqualTo("invalid_request");
    }

    @Test
    void aHostIsNamedOnce() throws Exception {
        assertThat(said("GET /api/health HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(said("GET /api/health HTTP/1.1\nhost: a\n\n")).containsPattern("^HTTP/1.\\d 400 ");
    }

    @Test
    void withoutTlsNobodySpeaksAnotherProtocol() throws Exception {
        assertThat(said("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).doesNotContain("\u0000");

        RawClient upgrading = client().send("GET /api/health HTTP/1.1\r\n" + HOST
                + "connection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n");
        answered(upgrading, "\"ok\":true");
        assertThat(upgrading.read()).startsWith("HTTP/1.1 200 ");
    }
}
