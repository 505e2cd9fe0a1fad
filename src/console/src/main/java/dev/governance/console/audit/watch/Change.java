package dev.governance.console.audit.watch;

import dev.governance.console.audit.watch.DamageStore.Known;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a look changes of what is known about its session. */
enum Change {
    /** A later look is known, or there is nothing to say. */
    NOTHING,
    /** Nobody knew, or it is worse than anybody knew. */
    FOUND,
    /** Known, and still so. */
    SAME,
    /** Known, and no longer so. */
    CLEARED;

    /** The worst last. */
    private static final List<String> VERDICTS = List.of("unverifiable", "truncated", "tampered");

    static Change of(Optional<Known> known, Look look) {
        Instant checkedAt = known.map(Known::checkedAt).orElse(null);
        if (checkedAt != null && checkedAt.isAfter(look.at())) {
            return NOTHING;
        }
        Optional<Known> open = known.filter(Known::open);
        if (look.verdict().isUnreadable()) {
            return open.isEmpty() ? FOUND : NOTHING; // what was once found is not made less by hiding it
        }
        if (look.isDamage()) {
            return open.isEmpty() || isWorse(look, open.get()) ? FOUND : SAME;
        }
        return open.isPresent() && look.isSound() ? CLEARED : NOTHING;
    }

    /** What cannot be proven grows with each row that is added, which is no news. */
    private static boolean isWorse(Look look, Known known) {
        int compared =
                Integer.compare(VERDICTS.indexOf(look.verdict().status().code()), VERDICTS.indexOf(known.verdict()));
        return compared > 0 || (compared == 0 && look.failures() > known.failures());
    }
}
