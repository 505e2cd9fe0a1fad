package dev.governance.chain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found so far: the first thousand in full, all of them counted by event. */
final class Findings {
    private final List<Finding> listed = new ArrayList<>();
    private long failing;
    private long unproven;
    private @Nullable Finding firstFailure;
    private @Nullable Finding firstUnproven;

    /** Notes what one row showed: an event with two faults is one failing event. */
    void note(@Nullable Finding link, @Nullable Finding content, @Nullable Finding signature) {
        boolean fails = isTampering(link) || isTampering(content) || isTampering(signature);
        boolean open = isUnproven(link) || isUnproven(content) || isUnproven(signature);
        failing += fails ? 1 : 0;
        unproven += open ? 1 : 0;
        // A changed event explains a broken link of its own, so what it says comes first.
        keep(content);
        keep(link);
        keep(signature);
    }

    private void keep(@Nullable Finding finding) {
        if (finding == null) {
            return;
        }
        if (isTampering(finding) && firstFailure == null) {
            firstFailure = finding;
        }
        if (isUnproven(finding) && firstUnproven == null) {
            firstUnproven = finding;
        }
        if (listed.size() < SessionVerifier.FINDINGS_LIMIT) {
            listed.add(finding);
        }
    }

    private static boolean isTampering(@Nullable Finding finding) {
        return finding != null && finding.kind().isTampering();
    }

    private static boolean isUnproven(@Nullable Finding finding) {
        return finding != null && finding.kind().isUnproven();
    }

    /** Gives the change found at {@code position} a better cause, once the row after it tells. */
    void replaceLast(long position, String words) {
        for (int i = listed.size() - 1; i >= 0 && listed.get(i).position() == position; i--) {
            Finding finding = listed.get(i);
            if (finding.kind() == Finding.Kind.ROW_MODIFIED) {
                Finding better = finding.saying(words);
                listed.set(i, better);
                firstFailure = finding.equals(firstFailure) ? better : firstFailure;
            }
        }
    }

    /** The first finding that is tampering, or else that leaves something unproven. */
    @Nullable
    Finding first() {
        return firstFailure != null ? firstFailure : firstUnproven;
    }

    List<Finding> listed() {
        return listed;
    }

    long failing() {
        return failing;
    }

    long unproven() {
        return unproven;
    }
}
