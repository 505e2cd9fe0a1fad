package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.ReadingProgress;
import dev.governance.console.wire.VerificationJob;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proving a session or the whole log as a job: it runs on one node, and every node tells how far it is. */
public final class Verifications {
    /** Queues a job; refused as TOO_MANY when {@link #WAITING} of its kind wait. */
    public static final Ask<Start, VerificationJob> START =
            Ask.command("verifications.start", Start.class, VerificationJob.class);

    /** The job over the whole log that is open already, or else a new one, queued as by {@link #START}: many who ask cost one. */
    public static final Ask<Join, VerificationJob> JOIN =
            Ask.command("verifications.join", Join.class, VerificationJob.class);

    /** One job with its whole verdict; refused as NOT_FOUND. */
    public static final Ask<One, VerificationJob> JOB = Ask.read("verifications.job", One.class, VerificationJob.class);

    /** The newest jobs, newest first, with the words of their verdicts. */
    public static final Ask<Recent, Jobs> JOBS = Ask.read("verifications.jobs", Recent.class, Jobs.class);

    /**
     * Cancels a job and answers with what it is then: one that has ended stays as it was. Refused as NOT_FOUND, as
     * FORBIDDEN when it is another person's and the caller is no administrator.
     */
    public static final Ask<Cancel, VerificationJob> CANCEL =
            Ask.command("verifications.cancel", Cancel.class, VerificationJob.class);

    /**
     * Verifies the whole log here and now, without a job, however long it takes; answered by a verticle for the command
     * line only. {@link #PROGRESS_HERE} tells how far it is.
     */
    public static final Ask<WholeLog, LogVerdict> WHOLE_LOG =
            Ask.here("verifications.whole-log", WholeLog.class, LogVerdict.class);

    /** The same of one session, whatever its length. */
    public static final Ask<OneSession, ChainVerdict> ONE_SESSION =
            Ask.here("verifications.one-session", OneSession.class, ChainVerdict.class);

    public static final Topic<ReadingProgress> PROGRESS_HERE =
            Topic.of("verifications.progress-here", ReadingProgress.class);

    /** A job was queued, went on or ended, on whatever node: at most once a second, with the words of its verdict. */
    public static final Topic<VerificationJob> PROGRESS = Topic.of("verifications.progress", VerificationJob.class);

    /** Jobs of one kind that may wait. */
    public static final int WAITING = 8;

    /**
     * Asks for a job.
     *
     * @param sessionId null for the whole log
     * @param key the same for every try; null when the caller sent none
     */
    public record Start(
            @Nullable UUID sessionId, Caller by, @Nullable UUID key) {}

    /**
     * Asks for a job over the whole log, whoever asked for it first.
     *
     * @param alsoRunning whether one that has begun will do, which may have read the log before its newest rows came
     */
    public record Join(Caller by, boolean alsoRunning) {}

    public record One(UUID id) {}

    /** Asks for jobs; {@code limit} from 1 to 100. */
    public record Recent(int limit) {}

    public record Jobs(List<VerificationJob> jobs) {
        public Jobs {
            jobs = List.copyOf(jobs);
        }
    }

    public record Cancel(UUID id, Caller by) {}

    /** Asks for the whole log, read over 1 or 2 connections. */
    public record WholeLog(int connections) {}

    public record OneSession(UUID sessionId) {}

    private Verifications() {}
}
