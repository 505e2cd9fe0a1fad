package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkWordingTest {
    private final WrittenSession written = new WrittenSession();

    @BeforeEach
    void fiveEventsAreWritten() {
        written.append(5);
    }

    @Test
    void aDeletedEventIsMissing() {
        assertThat(cause(rows(0, 1, 3, 4)))
                .isEqualTo("Event 3 does not follow event 2: the event that it follows is missing.");
    }

    @Test
    void twoEventsThatChangedPlacesAreReorderedNotMissing() {
        assertThat(cause(rows(0, 2, 1, 3, 4))).isEqualTo("Event 2 does not follow event 1: inserted or reordered.");
    }

    @Test
    void aDeletedBeginningIsMissing() {
        assertThat(cause(rows(2, 3, 4)))
                .isEqualTo("The first events are missing: event 1 links to an event that is gone.");
    }

    @Test
    void aBeginningThatStandsLaterIsReordered() {
        assertThat(cause(rows(1, 0, 2, 3, 4)))
                .isEqualTo("Event 1 is not the first of its session: inserted or reordered.");
    }

    @Test
    void aReplacedMacIsToldFromAChangedEvent() {
        List<ChainRow> rows = rows(0, 1, 2, 3, 4);
        rows.set(2, new ChainRow(3, rows.get(2).event(), "0".repeat(64), null));

        SessionVerdict verdict = verify(rows);

        assertThat(Wording.headline(verdict)).isEqualTo("TAMPERED at event 3");
        assertThat(Wording.sentence(verdict))
                .isEqualTo("The HMAC was replaced. The links on both sides hold, so no event was inserted, removed or"
                        + " reordered there.");
        assertThat(verdict.findings()).hasSize(1);
    }

    @Test
    void anEventWithTwoFaultsIsOneFailingEvent() {
        List<ChainRow> rows = rows(0, 1, 3, 4);
        rows.set(2, new ChainRow(4, rows.get(2).event(), "0".repeat(64), null));

        assertThat(Wording.headline(verify(rows))).isEqualTo("TAMPERED at event 3");
    }

    @Test
    void theLastEventHasALinkOnOneSideOnly() {
        List<ChainRow> rows = rows(0, 1);
        rows.set(1, new ChainRow(2, rows.get(1).event(), "0".repeat(64), null));

        assertThat(Wording.sentence(verify(rows)))
                .isEqualTo(
                        "The event was modified after signing. The link to the event before it holds, so no event was"
                                + " inserted, removed or reordered there.");
    }

    @Test
    void aForkNamesTheThreeEvents() {
        written.append("tool.call", written.rows.get(3).hmacValue());

        SessionVerdict verdict = verify(written.rows);

        assertThat(verdict.first()).extracting(Finding::detail).isEqualTo("Events 5 and 6 both follow event 4.");
        assertThat(verdict.linksIntact()).isEqualTo(4);
    }

    @Test
    void inALongSessionALinkMayNameARowThatIsNoLongerRemembered() {
        written.append(4_092);
        List<ChainRow> remembered = new ArrayList<>(written.rows);
        remembered.remove(4_090); // 4,096 are left
        written.append(1);
        List<ChainRow> longer = new ArrayList<>(written.rows);
        longer.remove(4_090);

        assertThat(cause(remembered))
                .isEqualTo("Event 4091 does not follow event 4090: the event that it follows is missing.");
        assertThat(cause(longer))
                .isEqualTo("Event 4091 does not follow event 4090: events between them are missing, or were inserted or"
                        + " reordered.");
    }

    @Test
    void aHugeNumberInAChangedRowIsAFindingNotAFault() {
        ChainRow first = written.rows.get(0);
        String huge = "{\"n\": " + "9".repeat(5_000) + "}";
        List<ChainRow> rows = List.of(new ChainRow(1, changed(first.event(), huge), first.hmacValue(), null));

        assertThat(verify(rows).first()).extracting(Finding::kind).isEqualTo(Finding.Kind.ROW_MODIFIED);
    }

    @Test
    void whatPythonCanNestIsReadAndWhatItCannotIsAFinding() {
        String deep = "{\"n\": " + "[".repeat(900) + "]".repeat(900) + "}";
        ChainEvent event = changed(written.rows.get(0).event(), deep);
        ChainRow signed = new ChainRow(1, event, Vectors.KEY.mac(event.canonicalBytes()), null);
        ChainRow deeper =
                new ChainRow(1, changed(event, deep.replace("[", "[[").replace("]", "]]")), signed.hmacValue(), null);

        assertThat(verify(List.of(signed)).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(verify(List.of(deeper)).status()).isEqualTo(SessionVerdict.Status.TAMPERED);
    }

    private List<ChainRow> rows(int... picked) {
        List<ChainRow> rows = new ArrayList<>();
        for (int index : picked) {
            rows.add(written.rows.get(index));
        }
        return rows;
    }

    private static ChainEvent changed(ChainEvent event, String metadata) {
        return new ChainEvent(
                event.eventId(),
                event.sessionId(),
                event.agentId(),
                null,
                event.kind(),
                null,
                null,
                null,
                metadata,
                event.prevHash(),
                event.createdAt());
    }

    private static String cause(List<ChainRow> rows) {
        return verify(rows).first().detail();
    }

    private static SessionVerdict verify(List<ChainRow> rows) {
        SessionVerifier verifier = new SessionVerifier(rows.get(0).event().sessionId(), Vectors.KEYS);
        rows.forEach(verifier::accept);
        return verifier.finish();
    }
}
