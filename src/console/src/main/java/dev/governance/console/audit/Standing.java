package dev.governance.console.audit;

import dev.governance.chain.Checkpoint;
import dev.governance.chain.Mark;
import dev.governance.console.contract.Audit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was last found about one session.
 *
 * @param upTo the last chain_seq that was read
 * @param mark how far the session reached
 * @param checkpoint where the next reading may go on; null when it has to begin anew
 * @param begun order of the readings: a later snapshot sees more
 * @param wholeAt when every row was last read
 */
record Standing(
        Audit.Finding finding,
        long upTo,
        @Nullable Mark mark,
        @Nullable Checkpoint checkpoint,
        long begun,
        Instant wholeAt) {

    boolean isVerified() {
        return finding.verdict().equals("verified");
    }

    /** Whether people would read something else, the time of the check and growth apart. */
    boolean differsFrom(@Nullable Standing other) {
        return other == null
                || !finding.verdict().equals(other.finding.verdict())
                || (!isVerified() && !finding.headline().equals(other.finding.headline()));
    }
}
