package dev.governance.console.audit;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.MarksKey;
import dev.governance.chain.Redaction;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.marks.MarksVerticle;
import dev.governance.console.audit.watch.WatchSettings;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.doorbell.DoorbellVerticle;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.ChainVerdict;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The audit verticle alone on a bus. */
final class AuditConsole implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final Bus bus = Bus.over(vertx);
    final List<Audit.Checked> news = new CopyOnWriteArrayList<>();
    private final Database database;
    private @Nullable MarkingNode marking;

    /** One that answers only, of a log in which all is marked as it is before it is asked: only the rows tell. */
    static AuditConsole asked(DatabaseUrl url) {
        return asked(url, AuditLog.KEY, Map.of());
    }

    static AuditConsole asked(DatabaseUrl url, ChainKey key, Map<String, String> environment) {
        MarkingNode marking = new MarkingNode(url, key, MarksKey.random());
        AuditConsole console = new AuditConsole(url, key, environment, marking.marks);
        console.marking = marking;
        return console;
    }

    /** One that answers only, and knows of no marks. */
    static AuditConsole unmarked(DatabaseUrl url, Map<String, String> environment) {
        return new AuditConsole(url, AuditLog.KEY, environment, Marks.unpinned());
    }

    /** One that answers only, and knows of marks. */
    static AuditConsole knowing(DatabaseUrl url, Marks marks) {
        return new AuditConsole(url, AuditLog.KEY, Map.of(), marks);
    }

    /** A node that marks what comes in and watches, too. */
    static AuditConsole watching(DatabaseUrl url, Marks marks, WatchSettings settings) {
        return watching(url, marks, settings, Map.of());
    }

    static AuditConsole watching(
            DatabaseUrl url, Marks marks, WatchSettings settings, Map<String, String> environment) {
        AuditConsole console = new AuditConsole(url, marks);
        Ledger ledger = new Ledger(AuditLog.KEY, Clock.systemUTC());
        WatchVerticle watch = new WatchVerticle(
                console.bus,
                console.database,
                ledger,
                SigningKey.of(AuditLog.KEY),
                new KeyMaterial(environment),
                marks,
                settings);
        console.deploy(new DoorbellVerticle(console.bus, console.database, url.pgOptions()));
        console.deploy(watch);
        console.deploy(new MarksVerticle(console.bus, console.database, marks, watch::seen));
        return console;
    }

    /** One that lets nobody wait longer than the first chunk takes. */
    static AuditConsole hurried(DatabaseUrl url) {
        return new AuditConsole(url, AuditLog.KEY, Map.of(), Marks.unpinned(), Duration.ZERO);
    }

    private AuditConsole(DatabaseUrl url, ChainKey key, Map<String, String> environment, Marks marks) {
        this(url, key, environment, marks, Duration.ofSeconds(55));
    }

    private AuditConsole(
            DatabaseUrl url, ChainKey key, Map<String, String> environment, Marks marks, Duration longest) {
        database = Database.open(vertx, url.pgOptions());
        deploy(new AuditVerticle(
                bus,
                database,
                rows(),
                SigningKey.of(key),
                new KeyMaterial(environment),
                marks,
                Clock.systemUTC(),
                longest));
    }

    private AuditConsole(DatabaseUrl url, Marks marks) {
        database = Database.open(vertx, url.pgOptions());
        bus.listen(Audit.CHECKED, news::add);
        deploy(new AuditVerticle(
                bus,
                database,
                rows(),
                SigningKey.of(AuditLog.KEY),
                new KeyMaterial(Map.of()),
                marks,
                Clock.systemUTC()));
    }

    private static AuditRows rows() {
        return new AuditRows(new Redaction(Set.of())::json);
    }

    private void deploy(Deployable verticle) {
        vertx.deployVerticle(verticle).timeout(20, TimeUnit.SECONDS).await();
    }

    <Q extends Record, A extends Record> A ask(Ask<Q, A> ask, Q question) {
        return bus.ask(ask, question, Audit.VERIFY_PATIENCE)
                .timeout(60, TimeUnit.SECONDS)
                .await();
    }

    Future<ChainVerdict> verifying(UUID session) {
        return bus.ask(Audit.VERIFY, new Audit.Verify(session), Audit.VERIFY_PATIENCE);
    }

    ChainVerdict verify(UUID session) {
        if (marking != null) {
            marked(marking);
        }
        return ask(Audit.VERIFY, new Audit.Verify(session));
    }

    private static void marked(MarkingNode marking) {
        if (marking.view().head() == null) {
            marking.adopt("a test");
        }
        marking.mark();
    }

    Audit.Findings known() {
        return ask(Audit.KNOWN, new Audit.Known());
    }

    Optional<Audit.Finding> known(UUID session) {
        return known().damaged().stream()
                .filter(finding -> finding.sessionId().equals(session))
                .findFirst();
    }

    @Override
    public void close() {
        if (marking != null) {
            marking.close();
        }
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }
}
