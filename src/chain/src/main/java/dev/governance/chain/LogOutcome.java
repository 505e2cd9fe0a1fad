package dev.governance.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying the whole log showed, in numbers.
 *
 * @param events rows read
 * @param sessions sessions of which a row was read
 * @param verified of them, those in which everything holds
 * @param tampered sessions in which something was changed
 * @param truncated sessions of which the newest events, or all, are gone
 * @param unprovable sessions in which something could not be proven, and nothing is worse
 * @param unexamined sessions that are not plainly in order and were not looked at closely, as there are too
 *     many, or as they changed meanwhile
 * @param unproven events that could not be proven
 * @param unresolvedKeys first 16 digits of each key that is not available
 * @param marks what became of the console's own record of what it has seen
 * @param markedUpTo the last chain_seq that this record covers; null when there is none
 * @param snapshots 1, or more when the database went away meanwhile
 */
public record LogOutcome(
        long events,
        long sessions,
        long verified,
        long tampered,
        long truncated,
        long unprovable,
        long unexamined,
        long unproven,
        List<String> unresolvedKeys,
        MarksState marks,
        @Nullable Long markedUpTo,
        int snapshots) {
    public LogOutcome {
        unresolvedKeys = List.copyOf(unresolvedKeys);
    }

    /** The worst that was found. */
    public SessionVerdict.Status status() {
        return marks.verdict(rows());
    }

    private SessionVerdict.Status rows() {
        if (tampered > 0) {
            return SessionVerdict.Status.TAMPERED;
        }
        if (truncated > 0) {
            return SessionVerdict.Status.TRUNCATED;
        }
        if (events == 0) {
            return SessionVerdict.Status.EMPTY;
        }
        return unprovable > 0 || unexamined > 0 ? SessionVerdict.Status.UNVERIFIABLE : SessionVerdict.Status.VERIFIED;
    }
}
