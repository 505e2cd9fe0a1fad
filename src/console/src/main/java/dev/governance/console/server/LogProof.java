package dev.governance.console.server;

import dev.governance.chain.Redaction;
import dev.governance.console.audit.LogVerticle;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Verifications;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.ReadingProgress;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Verifies a log without a server: the same arithmetic, on a bus of its own, for as long as it takes; blocks. */
public final class LogProof implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Bus bus = Bus.over(vertx);

    private LogProof() {}

    /**
     * Opens a log.
     *
     * @param redaction takes secrets from what is told of rows
     * @param pin a file with the public key by which marks are believed; null for the one that is found
     * @param heads files beside the usual one that hold the newest head, as {@code marks.heads} lists them
     * @param progress hears a few times a second how far a verification is
     */
    public static LogProof of(
            DatabaseSource source,
            Map<String, String> environment,
            Redaction redaction,
            @Nullable Path pin,
            List<String> heads,
            Consumer<ReadingProgress> progress) {
        SigningKey key = source.signingKey();
        Marks marks = new MarksSecret(source.marksFolder(), environment).verifying(pin, heads);
        source.requireReachable();
        LogProof proof = new LogProof();
        try {
            proof.bus.listen(Verifications.PROGRESS_HERE, progress);
            LogVerticle verticle = new LogVerticle(
                    proof.bus,
                    Database.open(proof.vertx, source.url().pgOptions()),
                    source.url(),
                    new AuditRows(redaction::json),
                    key,
                    key.material(environment),
                    marks,
                    Clock.systemUTC());
            Patience.await(proof.vertx.deployVerticle(verticle), LIMIT, "opening the log");
            return proof;
        } catch (RuntimeException e) {
            proof.close();
            throw e;
        }
    }

    /** Reads every row of a session. */
    public ChainVerdict session(UUID session) {
        return ask(Verifications.ONE_SESSION, new Verifications.OneSession(session), "verifying the session");
    }

    /**
     * Reads every row of the log.
     *
     * @param connections that read at once, 1 or 2
     */
    public LogVerdict all(int connections) {
        return ask(Verifications.WHOLE_LOG, new Verifications.WholeLog(connections), "verifying the log");
    }

    private <Q extends Record, A extends Record> A ask(Ask<Q, A> ask, Q question, String what) {
        return Patience.await(bus.ask(ask, question, LONGEST), LONGEST, what);
    }

    @Override
    public void close() {
        Patience.await(vertx.close(), LIMIT, "stopping");
    }
}
