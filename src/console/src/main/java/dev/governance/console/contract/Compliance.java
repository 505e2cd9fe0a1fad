package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.EvidenceReport;
import dev.governance.console.wire.RangeVerdict;
import dev.governance.console.wire.VerificationJob;
import dev.governance.console.wire.WrapperCoverage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be shown to those who ask whether agents are kept in check. */
public final class Compliance {
    /** Which agents call models through a wrapped client. */
    public static final Ask<Wrapped, WrapperCoverage> COVERAGE =
            Ask.read("compliance.coverage", Wrapped.class, WrapperCoverage.class);

    /**
     * Counts what a window of the log shows; it verifies nothing itself. Refused as TOO_MANY when two are being made, as
     * UNAVAILABLE, code {@code too_slow}, when the window is too large.
     */
    public static final Ask<Report, EvidenceReport> REPORT =
            Ask.read("compliance.report", Report.class, EvidenceReport.class);

    /**
     * Says what a verification of the whole log shows of a part of it. One that has just ended is taken, one that runs is
     * waited for, and otherwise one is begun; where it takes too long to wait, the answer is that job.
     */
    public static final Ask<Range, Verified> VERIFY = Ask.command("compliance.verify", Range.class, Verified.class);

    /**
     * Makes a sealed bundle and records that. Refused as UNAVAILABLE, code {@code verification_running}, as long as no
     * verification tells anything of the window, as {@code no_marks_key} where nothing could sign.
     */
    public static final Ask<Export, Bundle> EXPORT = Ask.command("compliance.export", Export.class, Bundle.class);

    /** How long each of these may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * Asks for the coverage.
     *
     * @param agentId of one agent; null for all
     * @param days 1 to 90
     */
    public record Wrapped(@Nullable String agentId, int days) {}

    /**
     * Asks for a report.
     *
     * @param start null for seven days before the end
     * @param end null for now
     */
    public record Report(@Nullable Instant start, @Nullable Instant end) {}

    /**
     * Asks for rows from one chain_seq to another, both included.
     *
     * @param from null for the first
     * @param to null for the newest
     */
    public record Range(@Nullable Long from, @Nullable Long to, Caller by) {}

    /** A verdict, or the job that will have one. */
    public record Verified(
            @Nullable RangeVerdict verdict, @Nullable VerificationJob job) {}

    /**
     * Asks for a bundle of a window, as {@link Report}.
     *
     * @param tenantId whose, in the words of whoever asks, at most 256 characters; null for nobody's
     */
    public record Export(
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable String tenantId,
            Caller by) {}

    /**
     * A sealed bundle.
     *
     * @param json to be kept as it is, byte for byte
     * @param name of a file
     */
    public record Bundle(String json, String name) {}

    private Compliance() {}
}
