package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Mark;
import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.chain.MarksKey;
import dev.governance.chain.SetHash;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkRowsTest {
    private static final MarksKey KEY = MarksKey.random();
    private static final UUID ONE = new UUID(5, 5);
    private static final UUID OTHER = new UUID(6, 6);
    private static final Mark MARK = new Mark(3, 9, new UUID(1, 2), "ab".repeat(32), "01".repeat(32));
    private static final Mark ODD = new Mark(1, 4, new UUID(1, 3), "no MAC at all", "00".repeat(32));

    @TempDir
    private Path folder;

    @Test
    void marksAddUpToWhatTheHeadStates() {
        assertThat(states(CopyData.HEADER, row(ONE, MARK), row(OTHER, ODD), CopyData.TRAILER))
                .isTrue();
        assertThat(states(row(OTHER, ODD), CopyData.joined(List.of(CopyData.HEADER, row(ONE, MARK)))))
                .isTrue();
    }

    @Test
    void anyOtherMarksDoNot() {
        assertThat(states()).isFalse();
        assertThat(states(row(ONE, MARK))).isFalse();
        assertThat(states(row(ONE, MARK), row(OTHER, ODD), row(OTHER, ODD))).isFalse();
        assertThat(states(row(OTHER, MARK), row(ONE, ODD))).isFalse();
    }

    @Test
    void whatNoConsoleWroteIsNeverStated() {
        byte[] whole = row(ONE, MARK);

        for (int length = Short.BYTES; length < whole.length; length++) {
            assertThat(states(row(ONE, MARK), row(OTHER, ODD), Arrays.copyOf(whole, length)))
                    .as("%s bytes", length)
                    .isFalse();
        }
        assertThat(states(row(ONE, MARK), row(OTHER, ODD), CopyData.fields(new byte[16], new byte[8])))
                .isFalse();
        assertThat(states(row(ONE, MARK), row(OTHER, ODD), CopyData.fields(new byte[6][])))
                .isFalse();
        assertThat(states(row(ONE, MARK), row(OTHER, ODD), row(ONE, new Mark(0, 9, ONE, "", "00".repeat(32)))))
                .isFalse();
    }

    @Test
    void anEmptyMacIsAMacAndAMarkOfNoEventsIsNoMark() {
        Mark empty = new Mark(2, 9, new UUID(1, 2), "", "01".repeat(32));
        Mark none = new Mark(0, 9, new UUID(1, 2), "", "01".repeat(32));

        assertThat(states(head(empty), row(ONE, empty))).isTrue();
        assertThat(states(head(none), row(ONE, none))).isFalse();
    }

    @Test
    void aRowOfMoreFieldsThanOneByteCountsIsNoMark() {
        byte[] many = row(ONE, MARK);
        many[0] = 1;

        assertThat(states(head(MARK), row(ONE, MARK))).isTrue();
        assertThat(states(head(MARK), many)).isFalse();
    }

    private static byte[] row(UUID session, Mark mark) {
        return CopyData.of(session, mark);
    }

    private boolean states(byte[]... messages) {
        SetHash hash = new SetHash();
        hash.add(ONE, MARK);
        hash.add(OTHER, ODD);
        return states(head(2, 4, hash), messages);
    }

    /** A head that states one mark of the first session. */
    private static MarkHead head(Mark mark) {
        SetHash hash = new SetHash();
        hash.add(ONE, mark);
        return head(1, mark.events(), hash);
    }

    private static MarkHead head(long sessions, long events, SetHash hash) {
        return MarkHead.signed(
                KEY, 1, Instant.EPOCH, Marked.NONE, sessions, events, hash.root(), MarkHead.NOTHING, null);
    }

    private boolean states(MarkHead head, byte[]... messages) {
        try (SegmentFiles files = new SegmentFiles(folder)) {
            MarkRows rows = new MarkRows(files);
            for (byte[] message : messages) {
                rows.take(message);
            }
            return rows.isWhatStates(head);
        }
    }
}
