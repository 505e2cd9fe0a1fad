package dev.governance.console.audit;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.Redaction;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.wire.ChainVerdict;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The audit verticle alone on a bus. */
final class AuditConsole implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final Bus bus = Bus.over(vertx);
    final List<Audit.Checked> news = new CopyOnWriteArrayList<>();
    private final Database database;

    /** One that answers only. */
    static AuditConsole asked(DatabaseUrl url) {
        return asked(url, AuditLog.KEY, Map.of());
    }

    static AuditConsole asked(DatabaseUrl url, ChainKey key, Map<String, String> environment) {
        return new AuditConsole(url, key, environment, Marks.unpinned(), false, Clock.systemUTC());
    }

    /** One that answers only, and knows of marks. */
    static AuditConsole knowing(DatabaseUrl url, Marks marks) {
        return new AuditConsole(url, AuditLog.KEY, Map.of(), marks, false, Clock.systemUTC());
    }

    /** One that watches, too. */
    static AuditConsole watching(DatabaseUrl url, Clock clock) {
        return new AuditConsole(url, AuditLog.KEY, Map.of(), Marks.unpinned(), true, clock);
    }

    private AuditConsole(
            DatabaseUrl url,
            ChainKey key,
            Map<String, String> environment,
            Marks marks,
            boolean watching,
            Clock clock) {
        database = Database.open(vertx, url.pgOptions());
        AuditRows rows = new AuditRows(new Redaction(Set.of())::json);
        KeyMaterial material = new KeyMaterial(environment);
        bus.listen(Audit.CHECKED, news::add);
        AuditVerticle verticle = watching
                ? new AuditVerticle(bus, database, rows, key, material, marks, clock)
                : AuditVerticle.patient(bus, database, rows, key, material, marks, clock);
        vertx.deployVerticle(verticle).timeout(20, TimeUnit.SECONDS).await();
    }

    <Q extends Record, A extends Record> A ask(Ask<Q, A> ask, Q question) {
        return bus.ask(ask, question, Audit.VERIFY_PATIENCE)
                .timeout(60, TimeUnit.SECONDS)
                .await();
    }

    ChainVerdict verify(UUID session) {
        return ask(Audit.VERIFY, new Audit.Verify(session));
    }

    Audit.Finding known(UUID session) {
        return ask(Audit.KNOWN, new Audit.Known()).sessions().stream()
                .filter(finding -> finding.sessionId().equals(session))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }
}
