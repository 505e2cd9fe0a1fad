package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Explorer;
import dev.governance.console.contract.Verifications;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Loopback;
import dev.governance.console.testing.SelfSigned;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.Spend;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.PemTrustOptions;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door of our own certificate, and real clients. */
class TlsTest {
    private static final int WINDOW = 64 * 1024 * 1024; // of a connection; that of a request is a thousandth of it

    @TempDir
    static Path store;

    private static SelfSigned first;
    private static SelfSigned second;
    private static SSLContext trust;

    @TempDir
    Path folder;

    private Path certificate;
    private Path key;
    private FrontDoor door;
    private HttpClientAgent http2; // kept, for Vert.x closes one that nobody holds

    @BeforeAll
    static void make() throws Exception {
        first = new SelfSigned(store, "first", "EC");
        second = new SelfSigned(store, "second", "RSA");
        trust = SelfSigned.trusting(first, second);
    }

    @BeforeEach
    void open() throws Exception {
        certificate = folder.resolve("cert.pem");
        key = folder.resolve("key.pem");
        put(first);
        door = new FrontDoor(Loopback.overTls(files()));
        door.bus.answer(Auth.SIGN_IN, tried -> signedIn());
        door.bus.answer(Bridge.MISSED, since -> Future.succeededFuture(Bridge.Missed.nothing(10)));
    }

    @AfterEach
    void close() {
        door.close();
    }

    private TlsFiles files() {
        return new TlsFiles(certificate, key, Duration.ofMillis(50));
    }

    private void put(SelfSigned pair) throws Exception {
        SelfSigned.put(certificate, pair.certificate());
        SelfSigned.put(key, pair.key());
    }

    private static Future<Auth.SignedIn> signedIn() {
        Caller caller = new Caller(FrontDoor.USER, "ann", Role.ADMIN, new UUID(8, 8));
        Instant end = Instant.parse("2030-01-01T00:00:00Z");
        return Future.succeededFuture(new Auth.SignedIn("token-1", new Auth.Session(caller, end, end, end)));
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().sslContext(trust).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + door.port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> signIn(String origin) throws Exception {
        return client().send(
                        request("/api/auth/login")
                                .header("content-type", "application/json")
                                .header("origin", origin)
                                .POST(BodyPublishers.ofString("{\"username\": \"ann\", \"password\": \"right\"}"))
                                .build(),
                        BodyHandlers.ofString());
    }

    /** Whose certificate a new connection is shown. */
    private String shown() {
        try {
            HttpResponse<String> answer = client().send(request("/api/health").build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            X509Certificate seen =
                    (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
            return seen.getSubjectX500Principal().getName();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void browsersSpeakHttp2OverTls13() throws Exception {
        HttpResponse<String> answer = client().send(request("/api/health").build(), BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(answer.headers().firstValue("strict-transport-security")).contains("max-age=31536000");
    }

    /** The server packs answers by itself; a file that is packed already must not be packed again. */
    @Test
    void aFileIsPackedOnceOverHttp2() throws Exception {
        String page = client().send(request("/login").build(), BodyHandlers.ofString())
                .body();
        String script = page.replaceFirst("(?s).*(/v/[0-9a-f]+/js/main.js).*", "$1");

        HttpResponse<byte[]> packed =
                client().send(request(script).header("accept-encoding", "gzip").build(), BodyHandlers.ofByteArray());

        assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .startsWith("import ".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theCookieIsForTlsAloneAndPagesWithoutItAreOthers() throws Exception {
        String here = "https://127.0.0.1:" + door.port;

        HttpResponse<String> ours = signIn(here);

        assertThat(ours.statusCode()).isEqualTo(200);
        assertThat(ours.headers().firstValue("set-cookie").orElseThrow()).contains("; Secure");
        assertThat(signIn(here.replace("https:", "http:")).statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsNoTlsAndEarlierVersionsAreNotSpoken() throws Exception {
        RawClient plain = new RawClient(door.port).send("GET /api/health HTTP/1.1\r\nhost: a\r\n\r\n");
        try (plain) {
            Eventually.holds("hung up on", plain::isClosed);
            assertThat(plain.read()).doesNotContain("HTTP/1.1 200");
        }
        try (SSLSocket old = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", door.port)) {
            old.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(old::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    /** Beside one who shakes hands and then says nothing, whose time is longer and begins later. */
    @Test
    void whoNeverShakesHandsIsHungUpOnWithinThatTime() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        instead(new EdgeLimits(600, 500, 600, 600, Duration.ofSeconds(1), Duration.ofSeconds(4), minute, minute));
        try (RawClient silent = new RawClient(door.port);
                SSLSocket speechless = handshake()) {
            assertThat(speechless.getInputStream().read()).isEqualTo(-1);
            assertThat(silent.isClosed()).isTrue();
        }
    }

    private SSLSocket handshake() throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", door.port);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    @Test
    void thoseWhoShakeHandsHaveTheirNumberForEachAddress() throws Exception {
        shakingHands(600, 3);
    }

    @Test
    void thoseWhoShakeHandsHaveTheirNumberInAll() throws Exception {
        shakingHands(3, 500);
    }

    private void shakingHands(int all, int perAddress) throws Exception {
        Duration minute = Duration.ofMinutes(1);
        instead(new EdgeLimits(all, perAddress, all, all, minute, minute, minute, minute));
        try (RawClient first = new RawClient(door.port);
                SSLSocket second = handshake()) {
            try (RawClient third = new RawClient(door.port);
                    RawClient fourth = new RawClient(door.port)) {
                Eventually.holds("one too many is hung up on", fourth::isClosed);
                assertThat(first.isClosed() || third.isClosed()).isFalse();
                second.getOutputStream()
                        .write("GET /api/health HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(second.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
            Eventually.holds("who leaves makes room", this::isShakenHandsWith);
        }
    }

    private boolean isShakenHandsWith() {
        try (SSLSocket socket = handshake()) {
            return socket.getSession().isValid();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void otherFilesAreShownToWhoComesAndOpenStreamsGoOn() throws Exception {
        HttpRequest stream = request("/api/stream/events")
                .header("cookie", "governance_session=viewer")
                .build();
        var open = client().send(stream, BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open.body(), StandardCharsets.UTF_8))) {
            assertThat(until(lines, "event: hello")).isTrue();
            assertThat(shown()).isEqualTo("CN=first");

            put(second);
            Eventually.holds("the other certificate", () -> shown().equals("CN=second"));

            door.bus.announce(Bridge.FRAMES, new Bridge.Frames(List.of(new Bridge.Frame(11, "audit", "{\"n\":11}"))));
            assertThat(until(lines, "data: {\"n\":11}")).isTrue();
        }
    }

    private static boolean until(BufferedReader lines, String expected) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(expected)) {
            line = lines.readLine();
        }
        return line != null;
    }

    @Test
    void filesThatDoNotDoLeaveTheOneBeforeAndAreTold() throws Exception {
        SelfSigned.put(key, second.key());
        Eventually.holds("it is told", () -> door.tls().broken());
        assertThat(shown()).isEqualTo("CN=first");

        SelfSigned.put(certificate, second.certificate());
        Eventually.holds("whole again", () -> !door.tls().broken());
        assertThat(shown()).isEqualTo("CN=second");

        Files.delete(certificate);
        Eventually.holds("it is told", () -> door.tls().broken());
        assertThat(shown()).isEqualTo("CN=second");
    }

    @Test
    void whatDidNotDoIsReadAgainAlsoIfOnlyARightChanged() throws Exception {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        SelfSigned.put(certificate, first.certificate());
        Eventually.holds("it is told", () -> door.tls().broken());

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

        Eventually.holds("whole again", () -> !door.tls().broken());
    }

    @Test
    void oneHttp2ConnectionHasSoManyRequestsAtOnceAndNoMore() throws Exception {
        HttpClientConnection connection = connection();

        Eventually.holds(
                "32 at once", () -> connection.remoteSettings().getMaxConcurrentStreams() == HttpVerticle.STREAM_LIMIT);
        assertThat(connection.remoteSettings().getMaxHeaderListSize()).isEqualTo(HttpVerticle.HEADER_LIMIT);
    }

    @Test
    void aSlowBodyOverHttp2EndsThatRequestAlone() throws Exception {
        instead(Duration.ofSeconds(1), Duration.ofMinutes(1));
        HttpClientConnection connection = connection();
        HttpClientRequest slow = request(connection, HttpMethod.POST, "/api/auth/login")
                .setChunked(true)
                .putHeader("content-type", "application/json");
        slow.write("{").timeout(20, TimeUnit.SECONDS).await();

        HttpClientResponse answer =
                slow.response().timeout(20, TimeUnit.SECONDS).await();

        assertThat(answer.statusCode()).isEqualTo(408);
        assertThat(answer.getHeader("strict-transport-security")).isEqualTo("max-age=31536000");
        Eventually.holds("the rest of it is not waited for", () -> connection.activeStreams() == 0);
        assertThat(health(connection)).isEqualTo(200);
    }

    @Test
    void anAnswerOverHttp2ThatNobodyTakesIsGivenUpThoughItsConnectionIsBusy() throws Exception {
        instead(Duration.ofMinutes(1), Duration.ofSeconds(2));
        Spend spend = new Spend("x".repeat(200), BigDecimal.ONE, 7, null);
        List<Spend> many = IntStream.range(0, 30_000).mapToObj(i -> spend).toList();
        door.bus.answer(Cost.AGENTS, today -> Future.succeededFuture(new Cost.Agents(many)));
        HttpClientConnection connection = connection();
        CompletableFuture<Throwable> broken = new CompletableFuture<>();
        HttpClientResponse stuck = request(connection, HttpMethod.GET, "/api/cost/agents")
                .putHeader("cookie", "governance_session=viewer")
                .send()
                .onSuccess(answer -> answer.pause().exceptionHandler(broken::complete))
                .timeout(20, TimeUnit.SECONDS)
                .await();
        assertThat(stuck.statusCode()).isEqualTo(200);

        Eventually.holds("given up", () -> health(connection) == 200 && broken.isDone());

        assertThat(broken.join())
                .isInstanceOfSatisfying(
                        StreamResetException.class,
                        reset -> assertThat(reset.getCode()).isEqualTo(8));
        assertThat(health(connection)).isEqualTo(200);
    }

    @Test
    void aStreamWhoseSessionEndsBeforeItBeginsIsCancelledNotCompleted() throws Exception {
        instead(EdgeLimits.of(600, 500, 600, 500));
        Promise<Bridge.Missed> missed = Promise.promise();
        CountDownLatch looked = new CountDownLatch(1);
        door.bus.answer(Bridge.MISSED, since -> {
            looked.countDown();
            return missed.future();
        });
        HttpClientConnection connection = connection();
        Future<HttpClientResponse> stream = request(connection, HttpMethod.GET, "/api/stream/events")
                .putHeader("cookie", "governance_session=viewer")
                .send();
        assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
        int before = door.asked.size();
        door.end(Role.VIEWER);
        door.bus.announce(Doorbell.SESSIONS, new Doorbell.Rung(true));
        Eventually.holds("the session is looked up again", () -> door.asked.size() > before);
        assertThat(health(connection)).isEqualTo(200); // so what was found has come

        missed.complete(Bridge.Missed.nothing(10));

        assertThatThrownBy(() -> stream.timeout(20, TimeUnit.SECONDS).await())
                .isInstanceOfSatisfying(
                        StreamResetException.class,
                        reset -> assertThat(reset.getCode()).isEqualTo(8));
        assertThat(health(connection)).isEqualTo(200);
    }

    @Test
    void anAnswerThatBreaksOffOverHttp2IsNotTakenForTheWhole() throws Exception {
        UUID id = new UUID(5, 5);
        door.bus.answer(Verifications.JOB, one -> Future.succeededFuture(EdgeTest.job(id, "")));
        HttpClientConnection connection = connection();
        HttpClientResponse progress = request(connection, HttpMethod.GET, "/api/verifications/" + id + "/progress")
                .putHeader("cookie", "governance_session=viewer")
                .send()
                .timeout(20, TimeUnit.SECONDS)
                .await();
        CompletableFuture<Throwable> broken = new CompletableFuture<>();
        progress.exceptionHandler(broken::complete);

        door.end(Role.VIEWER);
        door.bus.announce(Doorbell.SESSIONS, new Doorbell.Rung(true));

        assertThat(broken.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        StreamResetException.class,
                        reset -> assertThat(reset.getCode()).isNotZero());
        assertThat(health(connection)).isEqualTo(200);
    }

    @Test
    void aConnectionWhoseClientGaveAnExportUpIsStillClosedWhenItIsIdle() throws Exception {
        instead(Duration.ofMinutes(1), Duration.ofSeconds(5));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Promise<Explorer.Chunk> chunk = Promise.promise();
        door.bus.answer(Explorer.EXPORT, export -> Future.succeededFuture(new Explorer.Started(new UUID(5, 5))));
        door.bus.answer(Explorer.EXPORT_NEXT, next -> {
            begun.countDown();
            return chunk.future();
        });
        door.bus.answer(Explorer.EXPORT_END, end -> {
            ended.countDown();
            return Future.succeededFuture(new Explorer.Ended());
        });
        HttpClientConnection connection = connection();
        connection.closeHandler(gone -> closed.countDown());
        HttpClientRequest export = request(connection, HttpMethod.POST, "/api/events/export")
                .putHeader("content-type", "application/json")
                .putHeader("origin", "https://127.0.0.1:" + door.port)
                .putHeader("cookie", "governance_session=viewer");
        export.end("{\"format\": \"ndjson\"}").timeout(20, TimeUnit.SECONDS).await();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        export.reset();
        assertThat(health(connection)).isEqualTo(200); // so the server knows
        chunk.complete(new Explorer.Chunk(List.of(), true));
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(health(connection)).isEqualTo(200);

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private void instead(Duration body, Duration idle) {
        Duration minute = Duration.ofMinutes(1);
        instead(new EdgeLimits(600, 500, 600, 600, minute, minute, body, idle));
    }

    private void instead(EdgeLimits limits) {
        door.close();
        door = new FrontDoor(Loopback.overTls(files(), limits));
    }

    private HttpClientConnection connection() throws Exception {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ConnectionWindowSize(WINDOW)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(first.certificate())));
        http2 = door.vertx.createHttpClient(options);
        return http2.connect(new HttpConnectOptions().setHost("127.0.0.1").setPort(door.port))
                .timeout(20, TimeUnit.SECONDS)
                .await();
    }

    private HttpClientRequest request(HttpClientConnection connection, HttpMethod method, String path) {
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(door.port)
                .setMethod(method)
                .setURI(path);
        return connection.request(options).timeout(20, TimeUnit.SECONDS).await();
    }

    private int health(HttpClientConnection connection) {
        return request(connection, HttpMethod.GET, "/api/health")
                .send()
                .timeout(20, TimeUnit.SECONDS)
                .await()
                .statusCode();
    }

    @Test
    void headOverHttp2BringsNoContent() throws Exception {
        HttpClientConnection connection = connection();
        HttpClientResponse head = request(connection, HttpMethod.HEAD, "/audit")
                .send()
                .timeout(20, TimeUnit.SECONDS)
                .await();

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.getHeader("content-type")).startsWith("text/html");
        assertThat(head.body().timeout(20, TimeUnit.SECONDS).await().length()).isZero();
    }

    @Test
    void whatIsNoHttpIsToldOfTlsToo() throws Exception {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", door.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET /api/health HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("strict-transport-security: max-age=31536000");
        }
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws Exception {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        refused("others may read or change");
    }

    @Test
    void aSecretThatIsMountedAsRootsIsReadByItsGroup() throws Exception {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--r-----"));

        if (Integer.valueOf(0).equals(Files.getAttribute(key, "unix:uid"))) {
            assertThat(TlsPair.read(files()).end()).isAfter(Instant.now());
        } else {
            refused("others may read or change");
        }
    }

    @Test
    void whatIsNoPairIsRefusedAndNothingOfTheKeyIsTold() throws Exception {
        SelfSigned.put(key, second.key());
        refused("holds no EC key");
        SelfSigned.put(key, new SelfSigned(folder, "third", "EC").key());
        refused("is not the key of the certificate");
        SelfSigned.put(key, "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n");
        refused("openssl pkcs8 -topk8 -nocrypt");
        SelfSigned.put(key, first.key());
        SelfSigned.put(certificate, "nothing");
        refused("there is no certificate as PEM");
        Files.delete(certificate);
        refused("cannot be read");
    }

    private void refused(String reason) throws Exception {
        String secret = Files.readString(key).lines().skip(1).findFirst().orElseThrow();
        assertThatThrownBy(() -> TlsPair.read(files()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("http.tls.")
                .message()
                .doesNotContain(secret);
    }
}
