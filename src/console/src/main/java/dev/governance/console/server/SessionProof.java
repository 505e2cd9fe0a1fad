package dev.governance.console.server;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.Redaction;
import dev.governance.console.audit.AuditVerticle;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.wire.ChainVerdict;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Verifies one session without a server: the same verticle, on a bus of its own, for as long as it takes. */
public final class SessionProof {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    /**
     * Reads every row of the session; blocks.
     *
     * @param pin a file with the public key by which marks are believed; null for the one that is found
     */
    public static ChainVerdict of(
            DatabaseSource source, Map<String, String> environment, @Nullable Path pin, UUID session) {
        ChainKey key = ChainKey.ofSecret(source.auditSecret());
        Marks marks = new MarksSecret(source.marksFolder(), environment).verifying(pin);
        source.requireReachable();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            Bus bus = Bus.over(vertx);
            Database database = Database.open(vertx, source.url().pgOptions());
            AuditRows rows = new AuditRows(new Redaction(HiddenNames.of(List.of(), environment))::json);
            AuditVerticle audit = AuditVerticle.patient(
                    bus, database, rows, key, new KeyMaterial(environment), marks, Clock.systemUTC());
            return Patience.await(
                    vertx.deployVerticle(audit).compose(id -> bus.ask(Audit.VERIFY, new Audit.Verify(session), A_DAY)),
                    A_DAY,
                    "verifying the session");
        } finally {
            Patience.await(vertx.close(), STOP_LIMIT, "stopping");
        }
    }

    private SessionProof() {}
}
