package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.ChainRow;
import dev.governance.chain.RowSignature;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that are no row of the log are refused, whatever it is that they lack. */
class CopyRowTest {
    private final CopyRow row = new CopyRow();
    private final ChainRow written;

    CopyRowTest() {
        ChainRow first = new WrittenLog(6).write(1, 1, WrittenLog.KEY).rows.get(0);
        RowSignature signature = new RowSignature("ab".repeat(64), "cd".repeat(16), "signed");
        written = new ChainRow(first.chainSeq(), first.event(), first.hmacValue(), null, signature);
    }

    @Test
    void aRowIsReadToItsEnd() {
        byte[] whole = CopyData.of(written);

        assertThat(row.read(whole, 0)).isTrue();
        assertThat(row.end()).isEqualTo(whole.length);
        assertThat(row.exact().event()).isEqualTo(written.event());
        assertThat(row.read(CopyData.TRAILER, 0)).isFalse();
    }

    @Test
    void aRowThatIsCutAnywhereIsRefused() {
        byte[] whole = CopyData.of(written);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> row.read(cut, 0))
                    .as("of %d bytes %d", whole.length, length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anotherNumberOfColumnsIsRefused() {
        byte[] many = CopyData.of(written);
        many[0] = 1; // 256 more

        assertThatThrownBy(() -> row.read(many, 0)).hasMessageContaining("18 columns, not 274");
        assertThatThrownBy(() -> row.read(CopyData.fields(new byte[8]), 0)).hasMessageContaining("18 columns, not 1");
    }

    @Test
    void aColumnOfAnotherSizeIsRefused() {
        for (int column : List.of(
                CopyRow.CHAIN_SEQ, CopyRow.EVENT_ID, CopyRow.SESSION_ID, CopyRow.PARENT_EVENT_ID, CopyRow.CREATED_AT)) {
            byte[][] columns = CopyData.columns(written);
            columns[column] = new byte[4];

            assertThatThrownBy(() -> row.read(CopyData.fields(columns), 0))
                    .hasMessage(CopyRow.COLUMNS.get(column) + " has 4 bytes");
        }
    }
}
