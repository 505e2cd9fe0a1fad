package dev.governance.console.audit;

import dev.governance.chain.Finding;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.Wording;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.MarksVerdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What reading again the sessions that are not plainly in order showed. */
final class Examined {
    private static final int KEYS = 100;

    private final Map<SessionVerdict.Status, Long> found = new EnumMap<>(SessionVerdict.Status.class);
    private final List<LogVerdict.Damaged> damaged = new ArrayList<>();
    private final Set<String> unresolved = new LinkedHashSet<>();
    private long suspects;
    private long unproven;
    private long withRows;
    private long suspectsRead;
    private long unprovenRead;
    private @Nullable MarksVerdict marks;

    /** What the console's own record is worth in a snapshot; the worst of all counts. */
    void relyOn(MarksVerdict found) {
        marks = marks == null ? found : LogWords.worse(marks, found);
    }

    MarksVerdict marks() {
        return Objects.requireNonNull(marks, "nothing was compared with the marks");
    }

    /** There is a session that is suspect, or does not agree with its mark. */
    void suspect(boolean hasRows) {
        suspects++;
        withRows += hasRows ? 1 : 0;
    }

    /** There is a session in which something could not be proven, and nothing else is known against it. */
    void unproven() {
        unproven++;
        withRows++;
    }

    void read(Reading reading, boolean asSuspect) {
        SessionVerdict verdict = reading.verdict();
        suspectsRead += asSuspect ? 1 : 0;
        unprovenRead += asSuspect ? 0 : 1;
        found.merge(verdict.status(), 1L, Long::sum);
        verdict.unresolvedKeys().stream().limit(KEYS).forEach(unresolved::add);
        if (!verdict.isVerified()) {
            damaged.add(damaged(verdict, reading.agents()));
        }
    }

    private static LogVerdict.Damaged damaged(SessionVerdict verdict, List<String> agents) {
        Finding first = verdict.first();
        return new LogVerdict.Damaged(
                verdict.sessionId(),
                verdict.status().code(),
                Wording.headline(verdict),
                Wording.sentence(verdict),
                first == null ? null : first.eventId(),
                first == null ? null : first.kind().code(),
                first == null ? null : first.chainSeq(),
                agents);
    }

    /** Whether as many are damaged as are listed. */
    boolean isFull() {
        return damaged.size() >= LogVerdict.LISTED;
    }

    /** Sessions with rows among those that were noted, and do not hold as far as is known. */
    long notHolding() {
        return withRows - count(SessionVerdict.Status.VERIFIED);
    }

    long tampered() {
        return count(SessionVerdict.Status.TAMPERED);
    }

    long truncated() {
        return count(SessionVerdict.Status.TRUNCATED);
    }

    long unprovable() {
        return count(SessionVerdict.Status.UNVERIFIABLE) + unproven - unprovenRead;
    }

    /** Suspects that were not read again, or look right only since somebody changed them meanwhile. */
    long unexamined() {
        return suspects - suspectsRead;
    }

    private long count(SessionVerdict.Status status) {
        return found.getOrDefault(status, 0L);
    }

    List<LogVerdict.Damaged> damaged() {
        return damaged;
    }

    Set<String> unresolved() {
        return unresolved;
    }
}
