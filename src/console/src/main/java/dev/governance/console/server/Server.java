package dev.governance.console.server;

import dev.governance.console.audit.marks.Marks;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.http.HttpSettings;
import dev.governance.console.http.Rates;
import dev.governance.console.http.TlsFiles;
import dev.governance.console.http.TlsPair;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.nodes.NodesVerticle;
import dev.governance.console.server.config.Config;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.server.config.LiveConfig;
import dev.governance.console.server.config.Role;
import dev.governance.console.server.config.Roles;
import dev.governance.console.server.config.StartProblem;
import dev.governance.console.wire.OneLine;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One node: the verticles on one event bus, started in order and stopped in reverse. */
public final class Server implements AutoCloseable {
    /** As many verifications as one instance has under way. */
    private static final int HELD_BY_AUDIT = 2;

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** Of everything, longer than what the longest drain takes. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private static final int SHOWN = 300;

    /** Of whatever asks another node as it starts, within {@link #START_LIMIT}. */
    private static final int TRIES = 60;

    private final Vertx vertx;
    private final Database database;
    private final Database halts;
    private final Bus bus;
    private final ProcessMetrics metrics;
    private final Optional<Traces> traces;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Deployments deployments;

    private Server(
            Vertx vertx,
            @Nullable ClusterNode node,
            ProcessMetrics metrics,
            Optional<Traces> traces,
            LiveConfig live,
            DatabaseUrl url,
            SigningKey key,
            Marks marks,
            Map<String, String> environment) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.traces = traces;
        this.bus = node == null ? Bus.over(vertx) : Bus.over(vertx, node);
        this.database = Database.open(vertx, url.pgOptions(), longHeld(Roles.of(live.now())));
        this.halts = HaltSource.url(environment, url)
                .map(privileged -> Database.open(vertx, privileged.pgOptions()))
                .orElse(database);
        Parts parts = new Parts(bus, database, halts, live, url, key, marks, environment);
        this.deployments = new Deployments(
                vertx, node == null ? 1 : TRIES, parts.list(self(live, node != null), http(live), port));
    }

    /**
     * Starts a node on a database that has our schema.
     *
     * @throws StartProblem when something stands in the way; nothing is left running then
     */
    static Server start(
            LiveConfig live, DatabaseUrl url, SigningKey key, Marks marks, Map<String, String> environment) {
        Roles roles = Roles.of(live.now());
        ProcessMetrics metrics = new ProcessMetrics();
        Optional<Traces> traces = Traces.of(live.now().tracing(), environment);
        ClusterNode node = live.now().cluster().on()
                ? new ClusterNode(ClusterName.of(url), live.now().cluster())
                : null;
        Vertx vertx = node == null ? metrics.vertx(traces) : joined(node, metrics, traces);
        Server server;
        try {
            server = new Server(vertx, node, metrics, traces, live, url, key, marks, environment);
        } catch (RuntimeException e) {
            Patience.await(vertx.close(), STOP_LIMIT, "stopping the server");
            throw e;
        }
        try {
            Patience.await(server.deployments.become(roles), START_LIMIT, "starting the verticles");
            Patience.await(server.bus.known(), START_LIMIT, "telling the other nodes what is answered here");
            Patience.await(metrics.watchEventLoops(vertx), START_LIMIT, "watching event loops");
            return server;
        } catch (RuntimeException e) {
            closed(server, e);
            throw e;
        }
    }

    /** What did not go before it is what is told. */
    private static void closed(Server server, RuntimeException reason) {
        try {
            server.close();
        } catch (RuntimeException further) {
            reason.addSuppressed(further);
        }
    }

    /** Each further instance of verification holds its own connections for as long as it reads. */
    private static int longHeld(Roles roles) {
        return HELD_BY_AUDIT * Math.max(0, roles.of(Role.AUDIT) - 1);
    }

    private static Vertx joined(ClusterNode node, ProcessMetrics metrics, Optional<Traces> traces) {
        try {
            return Patience.await(metrics.vertx(node, traces), START_LIMIT, "joining the cluster");
        } catch (StartProblem e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StartProblem(
                    "the cluster cannot be joined: " + OneLine.of(String.valueOf(e.getMessage()), SHOWN)
                            + "; look at cluster.host, cluster.port and cluster.bus_port, which are this machine's own"
                            + " and free",
                    e);
        }
    }

    private NodesVerticle.Self self(LiveConfig live, boolean clustered) {
        return new NodesVerticle.Self(
                hostName(),
                Version.text(),
                clustered,
                () -> Roles.of(live.now()).byName(),
                metrics::waiting);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a machine without a name";
        }
    }

    private HttpSettings http(LiveConfig live) {
        Config config = live.now();
        Config.Http http = config.http();
        return new HttpSettings(
                http.host(),
                http.port(),
                http.environment(),
                !http.isLoopback(),
                () -> Set.copyOf(live.now().http().origins()),
                http.trustedProxies(),
                tls(http.tls()),
                () -> live.now().http().limits(),
                () -> new Rates(
                        live.now().http().userRateLimit(),
                        live.now().compliance().rateLimit()),
                config.management().isOn()
                        ? new HttpSettings.Management(
                                config.management().host(), config.management().port())
                        : null,
                http.drainLimit(),
                metrics::text,
                Version.text());
    }

    /** The files, tried now so that a person is told what does not do. */
    static @Nullable TlsFiles tls(Config.Tls tls) {
        if (!tls.isOn()) {
            return null;
        }
        TlsFiles files = new TlsFiles(Path.of(tls.cert()), Path.of(tls.key()));
        try {
            TlsPair.read(files);
            return files;
        } catch (IllegalArgumentException e) {
            throw new StartProblem(String.valueOf(e.getMessage()), e);
        }
    }

    /** Follows the configuration's file from now on. */
    void follow(Configuration configuration, LiveConfig live, SigningKey key) {
        new ConfigWatch(vertx, database, new Ledger(key, Clock.systemUTC()), live, deployments::become, configuration)
                .begin();
    }

    /** The port that is listened on. */
    int port() {
        return port.join();
    }

    /** Asks on this node's bus; blocks, so not on an event loop. */
    <Q extends Record, A extends Record> A ask(Ask<Q, A> ask, Q question) {
        return Patience.await(bus.ask(ask, question), START_LIMIT, "asking " + ask.address());
    }

    @Override
    public void close() {
        Patience.await(deployments.stop(), STOP_LIMIT, "stopping the verticles");
        if (halts != database) {
            Patience.await(halts.close(), STOP_LIMIT, "closing the connections for halts");
        }
        Patience.await(database.close(), STOP_LIMIT, "closing the database's connections");
        Patience.await(vertx.close(), STOP_LIMIT, "stopping the server");
        traces.ifPresent(Traces::close);
    }
}
