package dev.governance.console.server;

import dev.governance.chain.MarkHead;
import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.Adoption;
import dev.governance.console.audit.marks.HeadFiles;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.MarksVerdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What an operator does about the marks from the command line; blocks. */
public final class MarksUpkeep {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final DatabaseSource source;
    private final MarksSecret secret;
    private final List<String> further;

    /**
     * Opens the marks of a database.
     *
     * @param further files beside the usual one that hold the newest head, as {@code marks.heads} lists them
     */
    public MarksUpkeep(DatabaseSource source, Map<String, String> environment, List<String> further) {
        this.source = source;
        this.secret = new MarksSecret(source.marksFolder(), environment);
        this.further = List.copyOf(further);
    }

    /**
     * Lets the marks begin anew with the log as it is, and makes their key where there is none.
     *
     * @param by who wants it, for the log
     * @return what was done, in words
     */
    public String adopt(String reason, String by) {
        SigningKey chainKey = source.signingKey();
        Console.schema(source, line -> {});
        SecretCheck.check(source.url(), chainKey);
        MarksKey key = secret.foundOrMade();
        HeadFiles files = secret.heads(further);
        files.read(key.publicKey());
        MarkHead head = run((database, workers) ->
                new Adoption(database, workers, new Ledger(chainKey, Clock.systemUTC()), key, files).adopt(reason, by));
        return "the marks begin anew with head " + head.number() + ", signed with key " + head.keyFingerprint()
                + "; a running console takes up the events that are there within seconds";
    }

    /** A database that was made just now has nothing that anybody could have taken away. */
    static void adoptFresh(DatabaseSource source, Map<String, String> environment, List<String> further) {
        new MarksUpkeep(source, environment, further).adopt("new database", "governance-console");
    }

    /** Whether the marks hold. */
    public MarksVerdict status() {
        Marks marks = secret.marks(further);
        return run((database, workers) -> database.inSnapshot(LOOK, snapshot -> marks.proved(snapshot, workers)))
                .verdict();
    }

    /** What this node knows of the marks, for a server. */
    Marks marks() {
        return secret.marks(further);
    }

    /** Why losses cannot be ruled out on this node, and what to do about it; empty when they can. */
    Optional<String> warning() {
        MarksVerdict verdict = status();
        if (!verdict.state().isSound()) {
            return Optional.of("marks " + verdict.state().code() + ": " + verdict.sentence());
        }
        return secret.found().isPresent()
                ? Optional.empty()
                : Optional.of("this node has no " + MarksSecret.VARIABLE + ", so it leaves marking to others");
    }

    /** The public key in PEM; empty when there is none. */
    public Optional<String> publicKey() {
        return secret.pinned().map(key -> key.pem());
    }

    private <T> T run(BiFunction<Database, WorkerExecutor, Future<T>> work) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            Database database = Database.open(vertx, source.url().pgOptions());
            WorkerExecutor workers = vertx.createSharedWorkerExecutor("marks", 1);
            return Patience.await(work.apply(database, workers), LIMIT, "working on the marks");
        } finally {
            Patience.await(vertx.close(), STOP_LIMIT, "stopping");
        }
    }
}
