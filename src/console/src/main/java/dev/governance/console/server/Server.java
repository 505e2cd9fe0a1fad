package dev.governance.console.server;

import dev.governance.chain.KeyMaterial;
import dev.governance.console.alerts.AlertsVerticle;
import dev.governance.console.approvals.ApprovalsVerticle;
import dev.governance.console.approvals.OwnersVerticle;
import dev.governance.console.audit.AuditVerticle;
import dev.governance.console.audit.VerificationsVerticle;
import dev.governance.console.audit.WatchVerticle;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.marks.MarksVerticle;
import dev.governance.console.audit.watch.WatchSettings;
import dev.governance.console.auth.AuthVerticle;
import dev.governance.console.auth.SessionsVerticle;
import dev.governance.console.auth.TokensVerticle;
import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.bridge.BridgeVerticle;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.compliance.ComplianceVerticle;
import dev.governance.console.cost.CostVerticle;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.doorbell.DoorbellVerticle;
import dev.governance.console.explorer.ExplorerVerticle;
import dev.governance.console.health.HealthVerticle;
import dev.governance.console.http.HttpSettings;
import dev.governance.console.http.HttpVerticle;
import dev.governance.console.http.Rates;
import dev.governance.console.http.TlsFiles;
import dev.governance.console.http.TlsPair;
import dev.governance.console.keys.KeysVerticle;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.policies.PoliciesVerticle;
import dev.governance.console.posture.PostureVerticle;
import dev.governance.console.presence.PresenceVerticle;
import dev.governance.console.server.config.Config;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.server.config.HiddenNames;
import dev.governance.console.server.config.LiveConfig;
import dev.governance.console.server.config.StartProblem;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** One node: the verticles on one event bus, started in order and stopped in reverse. */
public final class Server implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** Of each part, longer than what the longest drain takes. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final Vertx vertx;
    private final Database database;
    private final Database halts;
    private final Bus bus;
    private final ProcessMetrics metrics;
    private final Optional<Traces> traces;
    private final Deque<String> deployed = new ArrayDeque<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private Server(Vertx vertx, Database database, Database halts, ProcessMetrics metrics, Optional<Traces> traces) {
        this.vertx = vertx;
        this.database = database;
        this.halts = halts;
        this.bus = Bus.over(vertx);
        this.metrics = metrics;
        this.traces = traces;
    }

    /**
     * Starts a node on a database that has our schema.
     *
     * @throws StartProblem when something stands in the way; nothing is left running then
     */
    static Server start(
            LiveConfig live, DatabaseUrl url, SigningKey key, Marks marks, Map<String, String> environment) {
        ProcessMetrics metrics = new ProcessMetrics();
        Optional<Traces> traces = Traces.of(live.now().tracing(), environment);
        Vertx vertx = metrics.vertx(traces);
        Database database = Database.open(vertx, url.pgOptions());
        Database halts = HaltSource.url(environment, url)
                .map(privileged -> Database.open(vertx, privileged.pgOptions()))
                .orElse(database);
        Server server = new Server(vertx, database, halts, metrics, traces);
        try {
            server.verticles(live, url, key, marks, environment).forEach(server::deploy);
            Patience.await(metrics.watchEventLoops(vertx), START_LIMIT, "watching event loops");
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void deploy(Deployable verticle) {
        String what = "starting " + verticle.getClass().getSimpleName();
        deployed.push(Patience.await(vertx.deployVerticle(verticle), START_LIMIT, what));
    }

    /** In the order in which they start: whoever is asked before whoever asks, the front door last. */
    private List<Deployable> verticles(
            LiveConfig live, DatabaseUrl url, SigningKey key, Marks marks, Map<String, String> environment) {
        Config config = live.now();
        Clock clock = Clock.systemUTC();
        ShownTexts shown = new ShownTexts(HiddenNames.redaction(config, environment)::json);
        live.follow(next -> shown.hideBy(HiddenNames.redaction(next, environment)::json));
        AuditRows rows = new AuditRows(shown);
        IntSupplier costWarning = () -> live.now().posture().costWarningPercent();
        KeyMaterial material = key.material(environment);
        Ledger ledger = new Ledger(key, clock);
        WatchSettings settings =
                new WatchSettings(config.audit().sweepShare(), config.audit().every());
        AlertsVerticle.@Nullable Target target = AlertTarget.of(config, environment);
        WatchVerticle watch = new WatchVerticle(bus, database, ledger, key, material, marks, settings);
        return List.of(
                new AuthVerticle(
                        bus,
                        database,
                        ledger,
                        clock,
                        config.auth().ttl(),
                        config.auth().idleLimit()),
                new SessionsVerticle(bus, database, ledger, config.auth().idleLimit()),
                new UsersVerticle(bus, database, ledger),
                new TokensVerticle(bus, database, ledger, clock, ConsoleToken.of(environment)),
                new ExplorerVerticle(bus, database, rows, ledger),
                KeysVerticle.serving(bus, database, key, material, new RedactedJson(shown), ledger, clock),
                new AuditVerticle(bus, database, rows, key, material, marks, clock),
                watch,
                new MarksVerticle(bus, database, marks, watch::seen),
                new VerificationsVerticle(bus, database, url, rows, ledger, key, material, marks, clock),
                new ApprovalsVerticle(
                        bus,
                        database,
                        ledger,
                        key,
                        material::byPrefix,
                        shown,
                        config.approvals().secondApprover()),
                new OwnersVerticle(bus, database, ledger),
                new PresenceVerticle(
                        bus,
                        database,
                        halts,
                        ledger,
                        shown,
                        () -> live.now().presence().idle(),
                        () -> live.now().presence().unresponsive()),
                new CostVerticle(
                        bus,
                        database,
                        ledger,
                        () -> live.now().cost().thresholdsPercent(),
                        target != null,
                        costWarning),
                new AlertsVerticle(bus, database, ledger, clock, target),
                new PoliciesVerticle(
                        bus, database, ledger, shown, config.policies().secondApprover()),
                new PostureVerticle(bus, database, rows, Version.text(), costWarning),
                new ComplianceVerticle(
                        bus,
                        database,
                        ledger,
                        key,
                        marks::key,
                        clock,
                        config.compliance().longestStatement()),
                new BridgeVerticle(bus, database, rows, clock),
                new DoorbellVerticle(bus, database, url.pgOptions()),
                new HealthVerticle(bus, database, ledger),
                new HttpVerticle(bus, http(live), clock, port::complete));
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
        new ConfigWatch(vertx, database, new Ledger(key, Clock.systemUTC()), live, configuration).begin();
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
        while (!deployed.isEmpty()) {
            Patience.await(vertx.undeploy(deployed.pop()), STOP_LIMIT, "stopping a verticle");
        }
        if (halts != database) {
            Patience.await(halts.close(), STOP_LIMIT, "closing the connections for halts");
        }
        Patience.await(database.close(), STOP_LIMIT, "closing the database's connections");
        Patience.await(vertx.close(), STOP_LIMIT, "stopping the server");
        traces.ifPresent(Traces::close);
    }
}
