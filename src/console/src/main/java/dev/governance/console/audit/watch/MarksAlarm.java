package dev.governance.console.audit.watch;

import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.MarksVerdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once of marks that were forged or rolled back, and once when they are sound again. */
final class MarksAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(MarksAlarm.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Database database;
    private final Ledger ledger;
    private final KnownChain known;
    private final SweepStore store = new SweepStore();

    MarksAlarm(Database database, Ledger ledger, KnownChain known) {
        this.database = database;
        this.ledger = ledger;
        this.known = known;
    }

    /** Looks at the marks now; {@code held} says who tells. */
    Future<?> check(Held held) {
        return database.inSnapshot(LONGEST, known::marks)
                .compose(verdict -> settle(
                        held, verdict.state().isDamage() ? verdict.state().code() : null, verdict));
    }

    private Future<?> settle(Held held, @Nullable String damage, MarksVerdict verdict) {
        if (Objects.equals(damage, held.marksTold())) {
            return Future.succeededFuture();
        }
        return database.inTransaction(transaction -> store.tellOfMarks(transaction, held, damage)
                        .compose(ours -> ours ? append(transaction, damage, verdict) : Future.succeededFuture()))
                .onSuccess(told -> log(damage, verdict));
    }

    private Future<?> append(Queries transaction, @Nullable String damage, MarksVerdict verdict) {
        return ledger.append(
                transaction,
                AuditEntry.ofConsole(
                        damage == null ? "chain.damage_cleared" : "chain.damage_found",
                        Map.of("marks", verdict.state().code(), "headline", verdict.sentence())));
    }

    private static void log(@Nullable String damage, MarksVerdict verdict) {
        if (damage != null) {
            LOG.atWarn()
                    .addKeyValue("state", damage)
                    .addKeyValue("sentence", verdict.sentence())
                    .log("the console's own marks are damaged");
        }
    }
}
