package dev.governance.console.server;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.Redaction;
import dev.governance.console.audit.LogVerticle;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Verifications;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.ReadingProgress;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Verifies the whole log without a server: the same arithmetic, on a bus of its own, for as long as it takes. */
public final class LogProof {
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    /**
     * Reads every row of the log; blocks.
     *
     * @param pin a file with the public key by which marks are believed; null for the one that is found
     * @param connections that read at once, 1 or 2
     * @param progress hears a few times a second how far it is
     */
    public static LogVerdict of(
            DatabaseSource source,
            Map<String, String> environment,
            @Nullable Path pin,
            int connections,
            Consumer<ReadingProgress> progress) {
        ChainKey key = ChainKey.ofSecret(source.auditSecret());
        Marks marks = new MarksSecret(source.marksFolder(), environment).verifying(pin);
        source.requireReachable();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            Bus bus = Bus.over(vertx);
            bus.listen(Verifications.PROGRESS_HERE, progress);
            LogVerticle verticle = new LogVerticle(
                    bus,
                    Database.open(vertx, source.url().pgOptions()),
                    source.url(),
                    new AuditRows(new Redaction(Set.of())::json),
                    key,
                    new KeyMaterial(environment),
                    marks,
                    Clock.systemUTC());
            return Patience.await(
                    vertx.deployVerticle(verticle)
                            .compose(id ->
                                    bus.ask(Verifications.WHOLE_LOG, new Verifications.WholeLog(connections), LONGEST)),
                    LONGEST,
                    "verifying the log");
        } finally {
            Patience.await(vertx.close(), STOP_LIMIT, "stopping");
        }
    }

    private LogProof() {}
}
