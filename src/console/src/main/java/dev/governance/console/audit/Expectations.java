package dev.governance.console.audit;

import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.chain.scan.MarkRows;
import dev.governance.chain.scan.SegmentFiles;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.db.CopyOut;
import dev.governance.console.wire.MarksVerdict;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What the console's marks expect of the log, as far as they can be believed.
 *
 * @param marked the rows that they are about; none when they cannot be
 * @param files with what each session is expected to be
 */
record Expectations(MarksVerdict verdict, Marked marked, SegmentFiles files) implements AutoCloseable {
    /**
     * Reads every mark and compares their sum with what the newest head states: marks that somebody changed blame no
     * session, but themselves.
     */
    static Expectations read(CopyOut snapshot, Marks.View view, Path folder) throws SQLException {
        MarkHead head = view.head();
        if (head == null || view.marked().equals(Marked.NONE)) {
            return new Expectations(view.verdict(), Marked.NONE, new SegmentFiles(folder));
        }
        SegmentFiles files = new SegmentFiles(folder);
        MarkRows marks = new MarkRows(files);
        boolean kept = false;
        try {
            snapshot.copy(LogStore.MARKS, marks::take);
            kept = marks.isWhatStates(head);
        } finally {
            if (!kept) {
                files.close();
            }
        }
        return kept
                ? new Expectations(view.verdict(), view.marked(), files)
                : new Expectations(changed(view.verdict()), Marked.NONE, new SegmentFiles(folder));
    }

    /** What is rolled back stays so. */
    private static MarksVerdict changed(MarksVerdict before) {
        return before.state() == MarksVerdict.State.ROLLED_BACK
                ? before
                : new MarksVerdict(
                        MarksVerdict.State.FORGED,
                        "Deletions cannot be ruled out: the console's own record was forged; marks were changed.",
                        before.number(),
                        before.upTo(),
                        before.at(),
                        null);
    }

    @Override
    public void close() {
        files.close();
    }
}
