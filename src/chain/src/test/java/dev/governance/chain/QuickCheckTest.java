package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuickCheckTest {
    private static final QuickCheck CHECK = new QuickCheck(Vectors.KEYS);

    private final WrittenSession written = new WrittenSession();

    private static ChainRow with(ChainRow row, String mac) {
        return new ChainRow(row.chainSeq(), row.event(), mac, row.hmacNext());
    }

    @Test
    void aRowThatFollowsTheOneBeforeHolds() {
        written.append("tool.call", null);
        written.append("tool.call", written.head());
        List<ChainRow> rows = written.rows;

        assertThat(CHECK.holds(rows.get(0), null)).isTrue();
        assertThat(CHECK.holds(rows.get(1), rows.get(0).hmacValue())).isTrue();
    }

    @Test
    void anythingElseNeedsACloserLook() {
        written.append("tool.call", null);
        written.append("tool.call", written.head());
        ChainRow first = written.rows.get(0);
        ChainRow second = written.rows.get(1);
        ChainRow stripped =
                new ChainRow(2, second.event(), second.hmacValue(), null, new RowSignature(null, null, "signed"));

        assertThat(CHECK.holds(second, null))
                .as("it is the first, and links to something")
                .isFalse();
        assertThat(CHECK.holds(first, second.hmacValue()))
                .as("it is not the first, and links to nothing")
                .isFalse();
        assertThat(CHECK.holds(second, "00")).as("it links to another").isFalse();
        assertThat(CHECK.holds(with(first, "00"), null))
                .as("its MAC does not fit")
                .isFalse();
        assertThat(CHECK.holds(stripped, first.hmacValue()))
                .as("its signature was taken away")
                .isFalse();
    }

    @Test
    void aRotationMarkerAlwaysNeedsACloserLook() {
        written.append(1);
        written.append(ChainRow.ROTATION, written.head());

        assertThat(CHECK.holds(written.rows.get(1), written.rows.get(0).hmacValue()))
                .isFalse();
    }
}
