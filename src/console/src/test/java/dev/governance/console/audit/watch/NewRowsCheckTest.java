package dev.governance.console.audit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyRing;
import dev.governance.chain.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which sessions rows that come in make suspicious. */
class NewRowsCheckTest {
    private static final ChainKey KEY = ChainKey.ofSecret("a-secret-of-enough-length-0123456789-abc");
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);

    private static ChainRow row(UUID session, long seq, ChainRow before) {
        return row(session, seq, before == null ? null : before.hmacValue());
    }

    private static ChainRow row(UUID session, long seq, String prev) {
        ChainEvent event = new ChainEvent(
                new UUID(9, seq), session, "a", null, "tool.call", null, null, null, "{}", prev, Instant.EPOCH);
        return new ChainRow(seq, event, KEY.mac(event.canonicalBytes()), null);
    }

    private static ChainRow changed(ChainRow row) {
        return new ChainRow(row.chainSeq(), row.event(), "0".repeat(64), null);
    }

    private static Mark seen(ChainRow row) {
        return new Mark(row.chainSeq(), row.chainSeq(), row.event().eventId(), row.hmacValue(), "00".repeat(32));
    }

    private static Iterable<UUID> suspects(Map<UUID, Mark> before, ChainRow... rows) {
        return NewRowsCheck.suspects(KeyRing.single(KEY), List.of(rows), before);
    }

    @Test
    void rowsThatFollowEachOtherAndWhatWasSeenAreNotSuspicious() {
        ChainRow first = row(ONE, 3, (ChainRow) null);
        ChainRow second = row(ONE, 7, first);
        ChainRow later = row(OTHER, 5, row(OTHER, 1, (ChainRow) null));

        assertThat(suspects(Map.of(), first, second)).isEmpty();
        assertThat(suspects(Map.of(OTHER, seen(row(OTHER, 1, (ChainRow) null))), first, later, second))
                .isEmpty();
    }

    @Test
    void theOrderInWhichRowsAreReadDoesNotMatter() {
        ChainRow first = row(ONE, 3, (ChainRow) null);
        ChainRow second = row(ONE, 7, first);

        assertThat(suspects(Map.of(), second, first)).isEmpty();
    }

    @Test
    void aRowThatDoesNotFitItsMacMakesItsSessionSuspiciousAlone() {
        assertThat(suspects(Map.of(), changed(row(ONE, 3, (ChainRow) null)), row(OTHER, 4, (ChainRow) null)))
                .containsExactly(ONE);
    }

    @Test
    void aRowThatDoesNotFollowIsSuspicious() {
        ChainRow first = row(ONE, 3, (ChainRow) null);

        assertThat(suspects(Map.of(), first, row(ONE, 7, (ChainRow) null))).containsExactly(ONE);
        assertThat(suspects(Map.of(ONE, seen(first)), row(ONE, 7, "f".repeat(64))))
                .containsExactly(ONE);
        assertThat(suspects(Map.of(), row(ONE, 7, first))).containsExactly(ONE);
    }

    @Test
    void aRowPutBelowWhatWasSeenIsSuspiciousAndChangesNoHead() {
        ChainRow seen = row(ONE, 10, (ChainRow) null);
        ChainRow late = row(ONE, 4, (ChainRow) null);

        assertThat(suspects(Map.of(ONE, seen(seen)), late)).containsExactly(ONE);
        assertThat(suspects(Map.of(ONE, seen(seen)), row(ONE, 11, seen))).isEmpty();
    }

    @Test
    void ofTwoRowsWithOneNumberTheSecondIsSuspicious() {
        ChainRow first = row(ONE, 3, (ChainRow) null);

        assertThat(suspects(Map.of(), first, row(ONE, 3, first))).containsExactly(ONE);
    }
}
