package dev.governance.console.compliance;

import dev.governance.chain.ChainKey;
import dev.governance.chain.EvidenceSeal;
import dev.governance.chain.MarksKey;
import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.compliance.EvidenceStore.Damaged;
import dev.governance.console.compliance.EvidenceStore.Held;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Compliance;
import dev.governance.console.contract.Compliance.Bundle;
import dev.governance.console.contract.Compliance.Export;
import dev.governance.console.contract.Compliance.Verified;
import dev.governance.console.contract.Compliance.Wrapped;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.EvidenceReport;
import dev.governance.console.wire.EvidenceReport.Window;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.RangeVerdict;
import dev.governance.console.wire.WrapperCoverage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells what the log shows of how agents are kept in check, and seals it for those who have to believe it elsewhere. */
public final class ComplianceVerticle extends VerticleBase {
    private static final int TENANT = 256;
    private static final int COVERAGE_DAYS = 7;
    private static final Duration WINDOW = Duration.ofDays(7);

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Reports and parts of the log that are being counted at once; each may read all of it, a report several times. */
    private static final int AT_ONCE = 2;

    private static final Duration RETRY = Duration.ofSeconds(10);

    /** A verdict that is taken again for another asker. */
    private static final Duration FRESH = Duration.ofSeconds(60);

    /** And for a bundle, which says how old it is: a log that takes minutes would else never get into one. */
    private static final Duration FRESH_FOR_BUNDLE = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String CAVEAT =
            "Part of the agents with a scope policy whose wrapped model client was seen within"
                    + " the last 7 days. It does not tell how many calls went past a wrapped client.";

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final SigningKey key;
    private final Supplier<Optional<MarksKey>> marksKey;
    private final Clock clock;
    private final Duration longest;
    private final Duration patience;
    private final CoverageStore coverage = new CoverageStore();
    private final EvidenceStore evidence = new EvidenceStore();
    private int reporting;

    /**
     * Creates the verticle.
     *
     * @param key the one that signs the log
     * @param marksKey the one that only consoles have; empty where there is none yet
     * @param longest of one statement; a window that takes longer is refused
     */
    public ComplianceVerticle(
            Bus bus,
            Database database,
            Ledger ledger,
            SigningKey key,
            Supplier<Optional<MarksKey>> marksKey,
            Clock clock,
            Duration longest) {
        this(bus, database, ledger, key, marksKey, clock, longest, PATIENCE);
    }

    /** One that waits for verifications for {@code patience}. */
    ComplianceVerticle(
            Bus bus,
            Database database,
            Ledger ledger,
            SigningKey key,
            Supplier<Optional<MarksKey>> marksKey,
            Clock clock,
            Duration longest,
            Duration patience) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.key = key;
        this.marksKey = marksKey;
        this.clock = clock;
        this.longest = longest;
        this.patience = patience;
    }

    @Override
    public Future<?> start() {
        WholeLog log = new WholeLog(vertx, bus, clock, patience);
        bus.answer(Compliance.COVERAGE, this::coverage);
        bus.answer(
                Compliance.REPORT,
                asked -> made(window(asked.start(), asked.end())).map(Made::report));
        bus.answer(Compliance.VERIFY, asked -> verify(log, asked));
        bus.answer(Compliance.EXPORT, asked -> export(log, asked));
        return Future.succeededFuture();
    }

    private Future<WrapperCoverage> coverage(Wrapped asked) {
        return database.looking(LOOK, queries -> coverage.coverage(queries, asked));
    }

    /** A report is no worse for what it cannot tell of clients; it says so. */
    private Future<WrapperCoverage> coverageIfKnown() {
        return coverage(new Wrapped(null, COVERAGE_DAYS))
                .recover(failure -> isTooSlow(failure)
                        ? Future.succeededFuture(CoverageStore.unknown(clock.instant(), COVERAGE_DAYS))
                        : Future.failedFuture(failure));
    }

    private Window window(@Nullable Instant start, @Nullable Instant end) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant last = end == null ? now : end;
        Instant first = start == null ? last.minus(WINDOW) : start;
        if (!first.isBefore(last)) {
            throw new Refusal(Fault.INVALID, "invalid_window", "window_start is before window_end");
        }
        if (last.isAfter(now)) {
            throw new Refusal(
                    Fault.INVALID,
                    "invalid_window",
                    "window_end is beyond now, which is " + now + ": what is still to be written cannot be counted");
        }
        return new Window(first, last);
    }

    /**
     * A report.
     *
     * @param lastSeq the highest chain_seq of its window; 0 when it is empty
     */
    private record Made(EvidenceReport report, long lastSeq) {}

    private <T> Future<T> oneOfFew(Supplier<Future<T>> counting) {
        if (reporting >= AT_ONCE) {
            return Future.failedFuture(new Refusal(
                            Fault.TOO_MANY,
                            "too_many_reports",
                            AT_ONCE
                                    + " reports or parts of the log are being counted on this node; try again when one is"
                                    + " done")
                    .retryAfter(RETRY));
        }
        reporting++;
        return counting.get().recover(this::tooLarge).onComplete(done -> reporting--);
    }

    private Future<Made> made(Window window) {
        return oneOfFew(() -> database.inSnapshot(
                        longest, snapshot -> evidence.counted(snapshot, window, Article12.KINDS))
                .compose(counted -> coverageIfKnown()
                        .compose(wrapped -> bus.ask(Audit.KNOWN, new Audit.Known())
                                .map(known -> new Made(
                                        report(counted, wrapped, known),
                                        Objects.requireNonNullElse(
                                                counted.rows().lastSeq(), 0L))))));
    }

    private <T> Future<T> tooLarge(Throwable failure) {
        return Future.failedFuture(
                isTooSlow(failure)
                        ? new Refusal(
                                        Fault.UNAVAILABLE,
                                        Database.TOO_SLOW,
                                        "counting this window takes the database longer than " + longest.toSeconds()
                                                + " s a question; take a shorter one, or try again when it is less busy")
                                .retryAfter(RETRY)
                        : failure);
    }

    private static boolean isTooSlow(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code().equals(Database.TOO_SLOW);
    }

    private EvidenceReport report(Counted counted, WrapperCoverage wrapped, Audit.Findings known) {
        Judged judged = Judged.of(known);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean read = known.reading().verifiedUpTo() != null;
        return new EvidenceReport(
                UUID.randomUUID(),
                now,
                counted.window(),
                judged.status(),
                judged.statement(),
                read ? counted.firstOfLog() : null,
                known.reading().verifiedUpTo(),
                true,
                wrapped.coveragePct(),
                wrapped.coveragePctReason(),
                CAVEAT,
                counted.rows().events(),
                counted.agents(),
                Article12.sections(counted, wrapped, judged, now));
    }

    private Future<Verified> verify(WholeLog log, Compliance.Range asked) {
        Long from = asked.from();
        Long to = asked.to();
        if (from != null && to != null && from > to) {
            return Future.failedFuture(new Refusal(Fault.INVALID, "invalid_range", "from_seq is not beyond to_seq"));
        }
        return database.looking(LOOK, evidence::newest).compose(newest -> {
            long upTo = to == null ? newest : Math.min(to, newest);
            return log.verdict(asked.by(), upTo, FRESH).compose(look -> {
                LogVerdict verdict = look.verdict();
                return verdict == null
                        ? Future.succeededFuture(new Verified(null, look.job()))
                        : held(from, to, verdict)
                                .map(held -> new Verified(Judged.range(look.job(), verdict, held), null));
            });
        });
    }

    /** Counts nothing that the verification has counted. */
    private Future<Held> held(@Nullable Long from, @Nullable Long to, LogVerdict verdict) {
        Damaged damaged = Judged.damaged(verdict);
        if (from == null && to == null) {
            return damaged.none()
                    ? Future.succeededFuture(EvidenceStore.all(verdict))
                    : oneOfFew(() -> database.looking(longest, queries -> evidence.held(queries, verdict, damaged)));
        }
        long first = from == null ? 0 : from;
        long last = Math.min(to == null ? Long.MAX_VALUE : to, last(verdict));
        return oneOfFew(() -> database.looking(longest, queries -> evidence.held(queries, first, last, damaged)));
    }

    private static long last(LogVerdict verdict) {
        return Objects.requireNonNullElse(verdict.lastSeq(), 0L);
    }

    private Future<Bundle> export(WholeLog log, Export asked) {
        Window window = window(asked.start(), asked.end());
        String tenant = asked.tenantId() == null ? null : Words.name(asked.tenantId(), "tenant_id", TENANT);
        MarksKey console = marksKey.get().orElseThrow(ComplianceVerticle::unsigned);
        return made(window)
                .compose(made -> log.verdict(asked.by(), made.lastSeq(), FRESH_FOR_BUNDLE)
                        .compose(look -> verdict(window, look))
                        .compose(verdict -> sealed(
                                asked,
                                Judged.lowered(made.report(), verdict),
                                Judged.lowered(verdict, made.report()),
                                tenant,
                                console)));
    }

    private static Refusal unsigned() {
        return new Refusal(
                Fault.UNAVAILABLE,
                "no_marks_key",
                "this node has no key to sign evidence with. An operator makes it with: governance marks adopt --reason TEXT");
    }

    private Future<RangeVerdict> verdict(Window window, WholeLog.Look look) {
        LogVerdict verdict = look.verdict();
        if (verdict == null) {
            return Future.failedFuture(new Refusal(
                            Fault.UNAVAILABLE,
                            "verification_running",
                            "the log is being verified, which the bundle needs (verification "
                                    + look.job().id()
                                    + "); ask again when it is done, for the same window: window_start="
                                    + window.start() + ", window_end=" + window.end() + ". Nothing was exported")
                    .retryAfter(RETRY));
        }
        return oneOfFew(() -> database.looking(
                        longest, queries -> evidence.held(queries, window, last(verdict), Judged.damaged(verdict))))
                .map(held -> Judged.range(look.job(), verdict, held));
    }

    private Future<Bundle> sealed(
            Export asked, EvidenceReport report, RangeVerdict verdict, @Nullable String tenant, MarksKey console) {
        ChainKey signing = key.now();
        String json = Bundles.json(report, verdict, tenant, signing.fingerprint(), report.generatedAt());
        return vertx.executeBlocking(() -> EvidenceSeal.sealed(json, signing, console), false)
                .compose(bundle -> database.inTransaction(transaction -> ledger.append(
                                        transaction,
                                        Bundles.exported(asked, report, verdict, hash(bundle))
                                                .cameBy(asked.by()))
                                .map(told -> stillSigning(signing)))
                        .map(new Bundle(bundle, Bundles.name(report.window()))));
    }

    /** Whoever appends learns of a rotation; a bundle that the key before it signed is not handed out as new. */
    private @Nullable Void stillSigning(ChainKey signing) {
        if (!signing.equals(key.now())) {
            throw new Refusal(
                            Fault.UNAVAILABLE,
                            Ledger.ROTATED,
                            "the key of the audit chain was rotated meanwhile; ask again. Nothing was exported")
                    .retryAfter(RETRY);
        }
        return null;
    }

    private static String hash(String bundle) {
        return Json.tree(bundle).path("bundle_hash").asText();
    }
}
