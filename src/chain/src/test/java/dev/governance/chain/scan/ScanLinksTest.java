package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import dev.governance.chain.Marked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not plainly follow is suspect. */
class ScanLinksTest {
    @TempDir
    private Path folder;

    private Scans scans;

    @BeforeEach
    void prepare() {
        scans = new Scans(folder);
    }

    @Test
    void aRowThatLinksIntoAnotherSessionIsSuspect() {
        for (UUID other : List.of(new UUID(1, 6), new UUID(2, 5))) {
            WrittenLog log = new WrittenLog(9);
            ChainRow first = log.append(new UUID(1, 5), "tool.call", WrittenLog.KEY);
            log.rows.add(WrittenLog.signed(9, other, first.hmacValue()));

            scans.inOne(log.rows);

            assertThat(scans.summaries.get(new UUID(1, 5)).suspect()).isFalse();
            assertThat(scans.summaries.get(other).suspect()).isTrue();
        }
    }

    @Test
    void aSecondBeginningIsSuspectWhateverTheRowBeforeItLinkedTo() {
        WrittenLog log = new WrittenLog(10);
        UUID session = new UUID(1, 5);
        ChainRow first = log.append(session, "tool.call", WrittenLog.KEY);
        log.rows.add(WrittenLog.signed(9, new UUID(7, 7), first.hmacValue()));
        log.rows.add(WrittenLog.signed(10, session, null));

        scans.inOne(log.rows);

        assertThat(scans.summaries.get(session).suspect()).isTrue();
    }

    @Test
    void aRowAtTheNumberOfTheOneItFollowsOrBelowItIsSuspect() {
        for (long number : new long[] {5, 4}) {
            UUID session = new UUID(1, 5);
            ChainRow first = WrittenLog.signed(5, session, null);
            ChainRow second = WrittenLog.signed(number, session, first.hmacValue());

            scans.inOne(List.of(first, second));
            boolean inOneScan = scans.summaries.get(session).suspect();
            scans.inTwo(List.of(first, second), Scans.KEYS, Marked.NONE, Map.of(), 64, 1 << 20); // one row each

            assertThat(inOneScan).isTrue();
            assertThat(scans.summaries.get(session).suspect()).isTrue();
        }
    }

    /** In a table so small that sessions meet at the same place of its index. */
    @Test
    void sessionsThatMeetInTheTableAreStillTwo() {
        for (int i = 0; i < 200; i++) {
            UUID session = new UUID(1, 5);
            ChainRow first = WrittenLog.signed(5, session, null);
            for (UUID other : List.of(new UUID(1, 6), new UUID(2, 5))) {
                ChainRow linked = WrittenLog.signed(6, other, first.hmacValue());

                scans.inOne(List.of(first, linked), 1 + i % 2);

                assertThat(scans.summaries.get(session).events()).isEqualTo(1);
                assertThat(scans.summaries.get(session).suspect()).isFalse();
                assertThat(scans.summaries.get(other).suspect()).isTrue();
            }
        }
    }

    /** Its digest cannot be made, and must not be that of the row before. */
    @Test
    void aRowThatNobodyCanHaveSignedIsSuspectThoughItRepeatsTheMacBeforeIt() {
        UUID session = new UUID(1, 5);
        ChainRow first = WrittenLog.signed(5, session, null);
        ChainEvent like = first.event();
        ChainEvent unreadable = new ChainEvent(
                new UUID(8, 6),
                session,
                "agent",
                null,
                like.kind(),
                null,
                null,
                null,
                "{",
                first.hmacValue(),
                like.createdAt());

        scans.inOne(List.of(first, new ChainRow(6, unreadable, first.hmacValue(), null)));

        assertThat(scans.summaries.get(session).suspect()).isTrue();
    }

    @Test
    void aLinkThatDiffersInOneDigitIsSuspect() {
        UUID session = new UUID(1, 5);
        ChainRow first = WrittenLog.signed(5, session, null);
        for (int digit = 0; digit < 64; digit++) {
            StringBuilder link = new StringBuilder(first.hmacValue());
            link.setCharAt(digit, link.charAt(digit) == '0' ? '1' : '0');

            scans.inOne(List.of(first, WrittenLog.signed(6, session, link.toString())));
            boolean inOneScan = scans.summaries.get(session).suspect();
            scans.inTwo(
                    List.of(first, WrittenLog.signed(6, session, link.toString())),
                    Scans.KEYS,
                    Marked.NONE,
                    Map.of(),
                    64,
                    1 << 20);

            assertThat(inOneScan).as(link.toString()).isTrue();
            assertThat(scans.summaries.get(session).suspect())
                    .as(link.toString())
                    .isTrue();
        }
    }
}
