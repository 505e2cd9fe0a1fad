package dev.governance.console.audit.watch;

import dev.governance.console.audit.watch.KnownStore.Scanned;
import dev.governance.console.contract.Audit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this node saw of damage, kept until its own look shows that nothing is wrong: the rows that tell it to the cluster
 * can be deleted by whoever may write them. For one event loop, but for {@link #suspect}.
 */
public final class Remembered {
    /** Sessions of each kind, as many as the database keeps. */
    private static final int MOST = Audit.DAMAGED_LISTED;

    /** Between two comparisons with what the database tells; the node that watches has looked by then. */
    private static final Duration COMPARED = Duration.ofSeconds(5);

    /** Between two looks of this node's own at one session. */
    private static final Duration LOOKED_AT = Duration.ofMinutes(1);

    private final Map<UUID, Entry> lost = new LinkedHashMap<>();
    private final Map<UUID, Entry> unproven = new LinkedHashMap<>();
    private final Map<UUID, Long> suspected = new ConcurrentHashMap<>();
    private @Nullable Scanned changedMarks;

    /** Damage, and when ({@link System#nanoTime}) it is next to be compared with what the database tells. */
    private record Entry(Audit.Finding finding, long due) {}

    /** That reading all marks showed others than those that are signed. */
    void saw(Scanned changed) {
        changedMarks = changed;
    }

    /** This node read all marks, and they are those that are signed. */
    void marksHold() {
        changedMarks = null;
    }

    Optional<Scanned> changedMarks() {
        return Optional.ofNullable(changedMarks);
    }

    /** Somebody is to look at them; from any thread. */
    void suspect(Collection<UUID> sessions) {
        for (UUID session : sessions) {
            if (suspected.size() < MOST) {
                suspected.putIfAbsent(session, in(COMPARED));
            }
        }
    }

    /** Of damage that is told already, or that a look showed. */
    void saw(Audit.Finding finding) {
        UUID session = finding.sessionId();
        Entry known = of(session);
        Map<UUID, Entry> kind = kind(finding);
        if (known == null && kind.size() >= MOST) {
            return;
        }
        forget(session);
        kind.put(session, new Entry(finding, known == null ? in(COMPARED) : known.due()));
    }

    /** What this node's own look showed. */
    void looked(Look look) {
        suspected.remove(look.verdict().sessionId());
        if (look.verdict().isUnreadable() && isDamaged(look.verdict().sessionId())) {
            return; // what was once seen is not made less by hiding it
        }
        if (look.isDamage()) {
            saw(look.finding());
        } else if (look.isSound()) {
            forget(look.verdict().sessionId());
        }
    }

    private void forget(UUID session) {
        lost.remove(session);
        unproven.remove(session);
    }

    boolean isDamaged(UUID session) {
        return of(session) != null;
    }

    private @Nullable Entry of(UUID session) {
        Entry entry = lost.get(session);
        return entry == null ? unproven.get(session) : entry;
    }

    private Map<UUID, Entry> kind(Audit.Finding finding) {
        return finding.verdict().equals("unverifiable") ? unproven : lost;
    }

    /** Those that are to be compared with what the database tells. */
    List<UUID> due(int most) {
        long now = System.nanoTime();
        Stream<UUID> damaged = Stream.of(lost, unproven)
                .flatMap(kind -> kind.entrySet().stream())
                .filter(entry -> entry.getValue().due() - now <= 0)
                .map(Map.Entry::getKey);
        Stream<UUID> doubtful = suspected.entrySet().stream()
                .filter(entry -> entry.getValue() - now <= 0)
                .map(Map.Entry::getKey);
        return Stream.concat(doubtful, damaged).limit(most).toList();
    }

    /** The database tells of it, or is about to. */
    void isTold(UUID session) {
        postpone(session, COMPARED);
    }

    /** This node looks at it itself now. */
    void isLookedAt(UUID session) {
        postpone(session, LOOKED_AT);
    }

    private void postpone(UUID session, Duration time) {
        suspected.computeIfPresent(session, (same, due) -> in(time));
        lost.computeIfPresent(session, (same, entry) -> new Entry(entry.finding(), in(time)));
        unproven.computeIfPresent(session, (same, entry) -> new Entry(entry.finding(), in(time)));
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    /** All damage, what was lost first. */
    List<Audit.Finding> damage() {
        List<Audit.Finding> all = new ArrayList<>(lost.size() + unproven.size());
        lost.values().forEach(entry -> all.add(entry.finding()));
        unproven.values().forEach(entry -> all.add(entry.finding()));
        return all;
    }
}
