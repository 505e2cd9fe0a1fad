package dev.governance.console.audit;

import dev.governance.chain.Checkpoint;
import dev.governance.chain.Mark;
import dev.governance.console.contract.Audit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this console knows of the sessions it checked; the one read whole longest ago stands first. */
final class Knowledge {
    /** Sessions remembered; of more, those that hold are forgotten first, and counted as not checked. */
    static final int LIMIT = 10_000;

    /** The verdict of a session that could not be read to its end: no claim at all. */
    private static final String UNCHECKED = "unchecked";

    private final Map<UUID, Standing> standings = new LinkedHashMap<>();
    private @Nullable List<Audit.Finding> findings;

    @Nullable
    Mark mark(UUID sessionId) {
        Standing standing = standings.get(sessionId);
        return standing == null ? null : standing.mark();
    }

    Optional<Checkpoint> checkpoint(UUID sessionId) {
        return Optional.ofNullable(standings.get(sessionId)).map(Standing::checkpoint);
    }

    boolean isReadUpTo(UUID sessionId, long chainSeq) {
        Standing standing = standings.get(sessionId);
        return standing != null && standing.upTo() >= chainSeq;
    }

    /** The session whose rows were all read longest ago, before {@code limit}. */
    Optional<UUID> overdue(Instant limit) {
        return standings.values().stream()
                .findFirst()
                .filter(standing -> standing.wholeAt().isBefore(limit))
                .map(standing -> standing.finding().sessionId());
    }

    /** Keeps what reading every row found; tells whether that is news. */
    boolean whole(Reading reading, long begun, Instant at) {
        Audit.Finding finding = Verdicts.inShort(reading.verdict(), at, reading.agents());
        Mark mark = reading.mark().orElse(null);
        if (mark == null) {
            return forget(finding.sessionId()); // no rows and none known: anybody may ask about any id
        }
        Checkpoint checkpoint = reading.checkpoint().orElse(null);
        return keep(new Standing(finding, mark.lastSeq(), mark, checkpoint, begun, at));
    }

    /** Keeps what reading the rows after a checkpoint found, which held; tells whether that is news. */
    boolean newer(Reading reading, long begun, Instant at) {
        Standing before = standings.get(reading.verdict().sessionId());
        Mark mark = reading.mark().orElse(null);
        if (before == null || mark == null) {
            return false;
        }
        TreeSet<String> agents = new TreeSet<>(before.finding().agents());
        agents.addAll(reading.agents());
        Audit.Finding finding = Verdicts.inShort(reading.verdict(), at, List.copyOf(agents));
        Checkpoint checkpoint = reading.checkpoint().orElse(null);
        return keep(new Standing(finding, mark.lastSeq(), mark, checkpoint, begun, before.wholeAt()));
    }

    /** Remembers that a session could not be read to its end, so that it is not tried all the time. */
    void unchecked(UUID sessionId, long newest, String headline, long begun, Instant at) {
        Standing before = standings.get(sessionId);
        List<String> agents = before == null ? List.of() : before.finding().agents();
        Audit.Finding finding = new Audit.Finding(sessionId, UNCHECKED, headline, null, 0, at, agents);
        long upTo = before == null ? newest : Math.max(newest, before.upTo());
        keep(new Standing(finding, upTo, before == null ? null : before.mark(), null, begun, at));
    }

    private boolean keep(Standing standing) {
        UUID sessionId = standing.finding().sessionId();
        Standing before = standings.get(sessionId);
        if (before != null && before.begun() > standing.begun()) {
            return false; // a later snapshot was read meanwhile
        }
        if (before == null || !before.wholeAt().equals(standing.wholeAt())) {
            standings.remove(sessionId); // goes to the end of the order
        }
        standings.put(sessionId, standing);
        findings = null;
        shrink();
        return standing.differsFrom(before);
    }

    private void shrink() {
        if (standings.size() > LIMIT) {
            UUID first = standings.values().stream()
                    .filter(Standing::isVerified)
                    .findFirst()
                    .or(() -> standings.values().stream().findFirst())
                    .orElseThrow()
                    .finding()
                    .sessionId();
            standings.remove(first);
        }
    }

    private boolean forget(UUID sessionId) {
        findings = null;
        return standings.remove(sessionId) != null;
    }

    int size() {
        return standings.size();
    }

    List<Audit.Finding> findings() {
        List<Audit.Finding> known = findings;
        if (known == null) {
            known = List.copyOf(
                    standings.values().stream().map(Standing::finding).toList());
            findings = known;
        }
        return known;
    }
}
