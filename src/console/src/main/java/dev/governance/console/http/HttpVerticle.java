package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The front door: every route asks the bus; none touches a store. */
public final class HttpVerticle extends VerticleBase {
    /** Bytes of a request's body. */
    static final int BODY_LIMIT = 64 * 1024;

    /** What may have a body; one that another request brings is not read. */
    private static final Set<HttpMethod> CHANGING =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** Bytes of all headers of a request. */
    static final int HEADER_LIMIT = 16 * 1024;

    /** Bytes of a request's line. */
    static final int URL_LIMIT = 8 * 1024;

    /** Requests at once on one HTTP/2 connection; settings of our own have none of Vert.x's limits. */
    static final int STREAM_LIMIT = 32;

    private static final int SEND_BUFFER = 64 * 1024; // so that a stuck reader is noticed early

    private final Bus bus;
    private final HttpSettings settings;
    private final TrustedProxies proxies;
    private final Clock clock;
    private final IntConsumer listening;
    private final Standing standing = new Standing();
    private final ProbeRoutes probes;
    private @Nullable StreamRoutes stream;
    private @Nullable HttpServer server;
    private @Nullable MetricsRoutes metrics;
    private volatile @Nullable Tls certificate;

    /**
     * Creates the verticle.
     *
     * @param listening is told the port once the door is open
     */
    public HttpVerticle(Bus bus, HttpSettings settings, Clock clock, IntConsumer listening) {
        this.bus = bus;
        this.settings = settings;
        this.proxies = TrustedProxies.of(settings.trustedProxies());
        this.clock = clock;
        this.listening = listening;
        this.probes = new ProbeRoutes(bus, standing);
    }

    @Override
    public Future<?> start() {
        Connections connections = new Connections(vertx, settings.limits(), proxies);
        TlsFiles files = settings.tls();
        Future<@Nullable Tls> tls = files == null
                ? Future.succeededFuture()
                : Tls.read(vertx, files).map(read -> read);
        return tls.compose(read -> vertx.executeBlocking(Webroot::load)
                .map(webroot -> router(webroot, connections, read))
                .compose(router -> listen(router, connections, read))
                .compose(opened -> manage()));
    }

    /** Streams are told at once, requests under way may end, and nobody new is let in. */
    @Override
    public Future<?> stop() {
        standing.closing();
        if (stream != null) {
            stream.close();
        }
        return server == null
                ? Future.succeededFuture()
                : server.shutdown(settings.drain().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<HttpServer> listen(Router router, Connections connections, @Nullable Tls tls) {
        return vertx.createHttpServer(
                        tls == null
                                ? options()
                                : tls.on(
                                        options(),
                                        connections,
                                        settings.limits().get().handshake()))
                .connectionHandler(connections::accept)
                .requestHandler(request -> connections.begin(request, router))
                .invalidRequestHandler(connections::refuse)
                .listen()
                .onSuccess(opened -> {
                    if (tls != null) {
                        tls.follow(opened);
                    }
                    certificate = tls;
                    server = opened;
                    standing.opened();
                    listening.accept(opened.actualPort());
                });
    }

    private Future<?> manage() {
        HttpSettings.Management management = settings.management();
        return management == null || metrics == null
                ? Future.succeededFuture()
                : ManagementDoor.open(vertx, management, probes, metrics);
    }

    /** How the certificate stands; empty without TLS. */
    Optional<Tls.State> tls() {
        return Optional.ofNullable(certificate).map(Tls::state);
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setMaxHeaderSize(HEADER_LIMIT)
                .setMaxInitialLineLength(URL_LIMIT)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(STREAM_LIMIT)
                        .setMaxHeaderListSize(HEADER_LIMIT))
                .setHttp2ClearTextEnabled(false) // or a connection counts only once it has said which one it speaks
                .setSendBufferSize(SEND_BUFFER)
                .setCompressionSupported(true);
    }

    Router router(Webroot webroot, Connections connections, @Nullable Tls tls) {
        Guard guard = new Guard(bus, settings.secureCookies());
        Allowance lists = new Allowance(
                clock, "http.user_rate_limit", () -> settings.rates().get().lists());
        Allowance evidence = new Allowance(
                clock, "compliance.rate_limit", () -> settings.rates().get().evidence());
        SessionWatch watch = new SessionWatch(vertx, bus, guard, clock);
        StreamRoutes events = new StreamRoutes(bus, guard, watch, clock, settings, webroot.build());
        stream = events;
        MetricsRoutes measures = new MetricsRoutes(bus, guard, connections, tls, events::count, settings.process());
        metrics = measures;
        Router router = Router.router(vertx);
        Heads.mount(router);
        router.route().handler(new Forwarding(proxies)::find);
        router.route().handler(SecurityHeaders::add).failureHandler(Http::refuse);
        router.route("/api/*").handler(new Cors(settings.origins())::handle);
        router.route().handler(new Origins(settings.origins())::check);
        router.route("/api/*").handler(SecurityHeaders::uncompressed);
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(BODY_LIMIT);
        router.route("/api/*").handler(context -> {
            if (CHANGING.contains(context.request().method())) {
                bodies.handle(context);
            } else {
                context.next();
            }
        });
        new HealthRoutes(bus, guard, settings.version()).mount(router);
        probes.mount(router);
        new OpenApiRoutes(guard, webroot.description()).mount(router);
        new AuthRoutes(bus, guard, clock).mount(router);
        new UserRoutes(bus, guard).mount(router);
        new SessionRoutes(bus, guard).mount(router);
        new TokenRoutes(bus, guard).mount(router);
        new PostureRoutes(bus, guard).mount(router);
        new CostRoutes(bus, guard).mount(router);
        new AlertRoutes(bus, guard).mount(router);
        measures.mount(router);
        new EventRoutes(bus, guard, lists).mount(router);
        new KeyRoutes(bus, guard).mount(router);
        new ExplorerRoutes(bus, guard).mount(router);
        new ExportRoutes(bus, guard, clock, settings.limits().get().idle()).mount(router);
        new VerificationRoutes(bus, guard, watch).mount(vertx, router);
        new GateRoutes(bus, guard, lists).mount(router);
        new AgentRoutes(bus, guard).mount(router);
        new AgentHistoryRoutes(bus, guard).mount(router);
        new OwnerRoutes(bus, guard).mount(router);
        new HaltRoutes(bus, guard).mount(router);
        new PolicyRoutes(bus, guard, lists).mount(router);
        new ProposalRoutes(bus, guard).mount(router);
        new ComplianceRoutes(bus, guard, evidence).mount(router);
        new NodeRoutes(bus, guard).mount(router);
        events.mount(vertx, router);
        new StaticFiles(webroot, settings.environment()).mount(router);
        return router;
    }
}
