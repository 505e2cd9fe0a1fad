package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkCheckTest {
    private static final Marked TO_FIVE = new Marked(5, SeqRanges.NONE);

    private final WrittenSession seen = five();

    private static WrittenSession five() {
        WrittenSession written = new WrittenSession();
        written.append(5);
        return written;
    }

    private SessionVerdict verdict(List<ChainRow> rows, Mark mark, Marked marked) {
        SessionVerifier verifier = new SessionVerifier(seen.sessionId, Vectors.KEYS).expecting(mark, marked);
        rows.forEach(verifier::accept);
        return verifier.finish();
    }

    private SessionVerdict verdict(List<ChainRow> rows) {
        return verdict(rows, WrittenSession.mark(seen.rows), TO_FIVE);
    }

    private static ChainRow at(ChainRow row, long chainSeq) {
        return new ChainRow(chainSeq, row.event(), row.hmacValue(), row.hmacNext());
    }

    private static List<ChainRow> renumbered(List<ChainRow> rows, long... numbers) {
        List<ChainRow> moved = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            moved.add(at(rows.get(i), numbers[i]));
        }
        return moved;
    }

    @Test
    void whatWasSeenAndIsThereIsVerifiedAndSoIsWhatCameLater() {
        Mark mark = WrittenSession.mark(seen.rows);
        seen.append(3);

        assertThat(verdict(seen.rows.subList(0, 5), mark, TO_FIVE).isVerified()).isTrue();
        assertThat(verdict(seen.rows, mark, TO_FIVE).isVerified()).isTrue();
        assertThat(verdict(seen.rows, null, Marked.NONE).isVerified()).isTrue();
    }

    @Test
    void aRowOfAnOpenGapIsNotConcerned() {
        List<ChainRow> marked = new ArrayList<>(seen.rows);
        marked.remove(2);
        Mark mark = WrittenSession.mark(marked);

        assertThat(verdict(seen.rows, mark, new Marked(5, SeqRanges.parse("3"))).isVerified())
                .isTrue();
    }

    @Test
    void aLostTailIsTruncated() {
        SessionVerdict verdict = verdict(seen.rows.subList(0, 3));

        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.TRUNCATED);
        assertThat(Wording.headline(verdict)).isEqualTo("TRUNCATED after event 3");
        assertThat(Wording.sentence(verdict)).isEqualTo("2 newer events that this console had seen are gone.");
    }

    @Test
    void aLostSessionIsTruncatedNotEmpty() {
        SessionVerdict verdict = verdict(List.of());

        assertThat(Wording.headline(verdict)).isEqualTo("TRUNCATED after event 0");
        assertThat(Wording.sentence(verdict)).isEqualTo("This session had 5 events; none is left.");
    }

    private List<ChainRow> without(int... places) {
        List<ChainRow> rows = new ArrayList<>(seen.rows);
        for (int place : places) {
            rows.remove(seen.rows.get(place - 1));
        }
        return rows;
    }

    @Test
    void eventsThatAreGoneFromOnePlaceAreNamed() {
        assertThat(cause(without(3))).isEqualTo("Event 3 is missing.");
        assertThat(cause(without(2, 3, 4))).isEqualTo("Events 2 to 4 are missing.");
        assertThat(cause(without(1))).isEqualTo("Event 1 is missing.");
        assertThat(cause(without(1, 2, 3, 4))).isEqualTo("Events 1 to 4 are missing.");
        assertThat(Wording.headline(verdict(without(3, 4)))).isEqualTo("TAMPERED at event 3");
    }

    @Test
    void eventsThatAreGoneFromSeveralPlacesAreCounted() {
        SessionVerdict verdict = verdict(without(2, 4));

        assertThat(verdict.findings())
                .extracting(Finding::detail)
                .containsExactly(
                        "Event 2 does not follow event 1: the event that it follows is missing. In all, 2 events that"
                                + " this console had seen are gone.",
                        "Event 3 does not follow event 2: the event that it follows is missing.");
        assertThat(cause(without(1, 3)))
                .startsWith("The first events are missing: event 1 links to an event that is gone. In all, 2 events");
    }

    @Test
    void howManyAreGoneFromAPlaceIsNotClaimedWhereTheEndIsGoneToo() {
        assertThat(cause(without(3, 5)))
                .isEqualTo(
                        "Event 3 does not follow event 2: the event that it follows is missing. In all, 2 events that"
                                + " this console had seen are gone.");
    }

    @Test
    void whatIsGoneIsToldWhereItIsMissingNotWhereTheOrderChanged() {
        List<ChainRow> rows = List.of(at(seen.rows.get(1), 1), at(seen.rows.get(0), 2), seen.rows.get(3));

        assertThat(verdict(rows).findings())
                .filteredOn(finding -> finding.detail().contains("In all, 2 events"))
                .singleElement()
                .extracting(Finding::position)
                .isEqualTo(3L);
    }

    @Test
    void aBrokenLinkOfASessionOfWhichNothingIsGoneClaimsNoLoss() {
        assertThat(cause(without(2), WrittenSession.mark(without(2))))
                .isEqualTo("Event 2 does not follow event 1: the event that it follows is missing.");
    }

    @Test
    void anEventBesideTheBreakThatWasChangedDoesNotChangeHowManyAreGone() {
        List<ChainRow> rows = without(2);
        rows.set(2, new ChainRow(4, seen.rows.get(3).event(), "0".repeat(64), null));

        assertThat(cause(rows)).isEqualTo("Event 2 is missing.");
    }

    private String cause(List<ChainRow> rows) {
        return cause(rows, WrittenSession.mark(seen.rows));
    }

    private String cause(List<ChainRow> rows, Mark mark) {
        return verdict(rows, mark, TO_FIVE).first().detail();
    }

    @Test
    void whatWasWrittenAfterALossDoesNotHideIt() {
        WrittenSession cut = new WrittenSession();
        cut.append(3);
        List<ChainRow> rows = new ArrayList<>(cut.rows);
        cut.append("other", cut.head());
        cut.append("other", cut.head());
        rows.add(at(cut.rows.get(3), 8));
        rows.add(at(cut.rows.get(4), 9));

        SessionVerdict verdict = verdict(rows);

        assertThat(Wording.headline(verdict)).isEqualTo("TRUNCATED after event 3");
        assertThat(Wording.sentence(verdict))
                .isEqualTo("2 newer events that this console had seen are gone. The 2 events after event 3 were written"
                        + " later.");
    }

    @Test
    void aTailWrittenAnewWithTheKeyIsCalledThat() {
        WrittenSession anew = new WrittenSession();
        anew.append(3);
        anew.append("other", anew.head());
        anew.append("other", anew.head());

        SessionVerdict verdict = verdict(anew.rows);

        assertThat(Wording.headline(verdict)).isEqualTo("TAMPERED at event 5");
        assertThat(Wording.sentence(verdict))
                .isEqualTo("Event 5 is not the one that this console had seen: it was written anew by somebody who has"
                        + " the audit key. 5 of 5 events match their HMAC; 4 of 4 links hold.");
        assertThat(verdict.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.REWRITTEN);
        assertThat(verdict.failures()).isEqualTo(1);
    }

    @Test
    void changedNumbersAreFoundThoughEverythingElseHolds() {
        SessionVerdict inside = verdict(renumbered(seen.rows, 0, 2, 3, 4, 5));
        SessionVerdict last = verdict(renumbered(seen.rows, 1, 2, 3, 4, 9));
        SessionVerdict all = verdict(renumbered(seen.rows, 11, 12, 13, 14, 15));

        for (SessionVerdict verdict : List.of(inside, last, all)) {
            assertThat(verdict.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.RENUMBERED);
            assertThat(Wording.sentence(verdict)).startsWith("Sequence numbers were changed: the events stand at");
        }
        assertThat(Wording.headline(inside)).isEqualTo("TAMPERED");
        assertThat(inside.first()).extracting(Finding::chainSeq).isEqualTo(5L);
        assertThat(Wording.headline(last)).isEqualTo("TAMPERED at event 5");
        assertThat(Wording.headline(all)).isEqualTo("TAMPERED at event 5");
    }

    @Test
    void moreRowsThanWereSeenAreBackdated() {
        Mark three = WrittenSession.mark(seen.rows.subList(0, 3));

        SessionVerdict some = verdict(seen.rows, three, TO_FIVE);
        SessionVerdict all = verdict(seen.rows, null, TO_FIVE);

        assertThat(Wording.headline(some)).isEqualTo("TAMPERED at event 4");
        assertThat(Wording.sentence(some))
                .startsWith("2 events stand at sequence numbers that nobody had used when this console was there:"
                        + " inserted afterwards.");
        assertThat(Wording.headline(all)).isEqualTo("TAMPERED at event 1");
        assertThat(all.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.BACKDATED);
    }

    @Test
    void damageThatTheRowsShowKeepsItsOwnWords() {
        List<ChainRow> rows = new ArrayList<>(seen.rows);
        rows.remove(2);

        SessionVerdict verdict = verdict(rows);

        assertThat(verdict.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.GAP);
        assertThat(verdict.failures()).isEqualTo(1);
    }

    @Test
    void withoutTheKeyOnlyWhatTheMacsShowIsSaid() {
        WrittenSession anew = new WrittenSession();
        anew.append(4);
        anew.append("other", anew.head());
        KeyRing without = KeyRing.of(
                Vectors.KEY, List.of(new KeyVersion(1, "ab".repeat(32), 0, null)), fingerprint -> Optional.empty());
        SessionVerifier verifier =
                new SessionVerifier(seen.sessionId, without).expecting(WrittenSession.mark(seen.rows), TO_FIVE);
        anew.rows.forEach(verifier::accept);

        assertThat(verifier.finish().status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(Wording.sentence(verifier.finish()))
                .startsWith("Event 5 is not the one that this console had seen: its HMAC is another.");
    }

    @Test
    void aMarkIsExpectedBeforeTheFirstRowOrNotAtAll() {
        SessionVerifier verifier = seen.verifier(Vectors.KEYS);
        verifier.accept(seen.rows.get(0));

        assertThatThrownBy(() -> verifier.expecting(WrittenSession.mark(seen.rows), TO_FIVE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rowsThatAreGoneBeforeTheLastOneSeenAreToldThoughLinksHold() {
        WrittenSession written = new WrittenSession();
        written.append(1);
        written.append(ChainRow.DEGRADED, written.head());
        written.append("tool.call", null);
        written.append(1);

        SessionVerdict verdict =
                verdict(written.rows.subList(2, 4), WrittenSession.mark(written.rows), new Marked(4, SeqRanges.NONE));

        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(verdict.first())
                .extracting(Finding::detail)
                .isEqualTo("2 events that this console had seen before the last one are gone.");
    }

    @Test
    void asManyRowsThatEndLowerAreRewrittenNotTruncated() {
        Mark mark = WrittenSession.mark(renumbered(seen.rows, 11, 12, 13, 14, 15));
        WrittenSession anew = new WrittenSession();
        for (int i = 0; i < 5; i++) {
            anew.append("other", anew.head());
        }

        SessionVerdict verdict = verdict(anew.rows, mark, new Marked(15, SeqRanges.NONE));

        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(verdict.first()).extracting(Finding::kind).isEqualTo(Finding.Kind.REWRITTEN);
    }
}
