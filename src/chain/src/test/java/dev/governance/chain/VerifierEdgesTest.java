package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SessionVerifierTest.Appender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The places where a small slip in the verifier would change what it says. Each was found by planting one. */
class VerifierEdgesTest {
    private static final ChainKey OTHER = ChainKey.ofSecret("another-secret-of-enough-length-0123456789");

    private final Appender written = new Appender();

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            written.append("tool.call", written.head());
        }
    }

    private SessionVerifier verifier(KeyRing keys) {
        return new SessionVerifier(written.sessionId, keys);
    }

    private SessionVerdict verdict(KeyRing keys, List<ChainRow> rows) {
        SessionVerifier verifier = verifier(keys);
        rows.forEach(verifier::accept);
        return verifier.finish();
    }

    private static KeyRing ring(ChainKey current, KeyVersion... versions) {
        return KeyRing.of(current, List.of(versions), fingerprint -> Optional.of(Vectors.KEY));
    }

    @Test
    void eachRowIsToldWithItsGravestFinding() {
        append(2);
        ChainRow second = written.rows.get(1);
        SessionVerifier verifier = verifier(SessionVerifierTest.KEYS);

        RowResult plain = verifier.accept(written.rows.get(0));
        RowResult changed = verifier.accept(new ChainRow(
                2,
                second.event(),
                "0".repeat(64),
                null,
                new RowSignature("ab".repeat(64), "cd".repeat(16), "signed"))); // an unknown key besides

        assertThat(plain.verified()).isTrue();
        assertThat(plain.finding()).isNull();
        assertThat(changed.verified()).isFalse();
        assertThat(changed.finding()).extracting(Finding::kind).isEqualTo(Finding.Kind.ROW_MODIFIED);
    }

    @Test
    void aRowOfWhichOnlySomethingIsWorthKnowingIsVerified() {
        append(1);
        ChainRow first = written.rows.get(0);
        RowSignature stranger = new RowSignature("ab".repeat(64), "cd".repeat(16), "signed");

        RowResult result = verifier(SessionVerifierTest.KEYS)
                .accept(new ChainRow(1, first.event(), first.hmacValue(), null, stranger));

        assertThat(result.verified()).isTrue();
        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(Finding.Kind.SIGNATURE_UNKNOWN_KEY);
    }

    @Test
    void aRowWithoutItsKeyIsNotVerifiedThoughItsLinkIsOnlyToldToBeMissing() {
        append(1);
        KeyRing without = KeyRing.of(
                OTHER, List.of(new KeyVersion(1, Vectors.KEY.fingerprint(), 0, null)), fingerprint -> Optional.empty());

        RowResult result = verifier(without).accept(written.rows.get(0));

        assertThat(result.verified()).isFalse();
        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(Finding.Kind.KEY_UNAVAILABLE);
    }

    @Test
    void tamperingOutweighsWhatIsUnproven() {
        append(3);
        KeyRing without = KeyRing.of(
                OTHER, List.of(new KeyVersion(1, Vectors.KEY.fingerprint(), 0, null)), fingerprint -> Optional.empty());
        SessionVerifier verifier = verifier(without);
        verifier.accept(written.rows.get(0));

        RowResult result = verifier.accept(written.rows.get(2));

        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(Finding.Kind.GAP);
        assertThat(verifier.finish().status()).isEqualTo(SessionVerdict.Status.TAMPERED);
    }

    @Test
    void rowsThatFitAfterARoundTripCountAsIntact() {
        List<ChainRow> rows = Vectors.rows(Vectors.chain("S3_numbers_that_break"));
        SessionVerifier verifier = new SessionVerifier(rows.get(0).event().sessionId(), SessionVerifierTest.KEYS);

        RowResult result = verifier.accept(rows.get(0));
        RowResult roundTrip = verifier.accept(rows.get(1));

        assertThat(result.verified()).isTrue();
        assertThat(roundTrip.verified()).isTrue();
        assertThat(verifier.finish().intact()).isEqualTo(2);
        assertThat(verifier.finish().linksIntact()).isEqualTo(1);
    }

    @Test
    void anOutageIsCountedAndDrainedRowsAreExcused() {
        append(1);
        written.append(ChainRow.DEGRADED, written.head());
        ChainRow marker = written.rows.get(1);
        List<ChainRow> rows = new ArrayList<>(written.rows);
        ChainEvent drained = drained(marker, null);
        rows.add(new ChainRow(3, drained, Vectors.KEY.mac(drained.canonicalBytes()), null));
        ChainEvent lost = drained(marker, rows.get(2).hmacValue());
        rows.add(new ChainRow(4, lost, "0".repeat(64), null));

        SessionVerdict verdict = verdict(SessionVerifierTest.KEYS, rows);

        assertThat(verdict.degraded()).isEqualTo(2);
        assertThat(verdict.links()).isEqualTo(3);
        assertThat(verdict.linksIntact()).isEqualTo(3);
        assertThat(verdict.findings().get(0).detail())
                .isEqualTo("From event 3 on, events were written while the store was down.");
        assertThat(verdict.first())
                .extracting(Finding::detail)
                .isEqualTo("The event was modified after signing, or lost its model's name while the store was down.");
    }

    /** At the very time of the marker that announced it. */
    private static ChainEvent drained(ChainRow marker, String link) {
        ChainEvent event = marker.event();
        return new ChainEvent(
                new java.util.UUID(3, link == null ? 0 : 1),
                event.sessionId(),
                "agent",
                null,
                "llm.call",
                null,
                null,
                null,
                "{}",
                link,
                event.createdAt());
    }

    @Test
    void aRowBeforeAnyOutageIsNotExcused() {
        append(1);
        ChainRow first = written.rows.get(0);

        SessionVerdict verdict =
                verdict(SessionVerifierTest.KEYS, List.of(new ChainRow(1, first.event(), "0".repeat(64), null)));

        assertThat(verdict.first()).extracting(Finding::detail).isEqualTo("The event was modified after signing.");
        assertThat(verdict.degraded()).isZero();
    }

    @Test
    void aChangedRowBeginsNoDegradedSegment() {
        written.append(ChainRow.DEGRADED, null);
        append(1);
        ChainEvent event = drained(written.rows.get(0), null);

        SessionVerdict verdict = verdict(
                SessionVerifierTest.KEYS, List.of(written.rows.get(0), new ChainRow(2, event, "0".repeat(64), null)));

        assertThat(verdict.findings()).extracting(Finding::kind).contains(Finding.Kind.GAP);
    }

    @Test
    void aForkNamesTheThreeEvents() {
        append(2);
        written.append("tool.call", written.rows.get(0).hmacValue());

        SessionVerdict verdict = verdict(SessionVerifierTest.KEYS, written.rows);

        assertThat(verdict.first()).extracting(Finding::detail).isEqualTo("Events 2 and 3 both follow event 1.");
        assertThat(verdict.linksIntact()).isEqualTo(1);
    }

    @Test
    void aMarkerOfRotationAsFirstEventIsJudgedByWhatStandsBelowIt() {
        written.append(ChainRow.ROTATION, "e".repeat(64));
        ChainRow marker = written.rows.get(0);
        ChainRow whole = new ChainRow(
                1, marker.event(), marker.hmacValue(), OTHER.mac(marker.event().canonicalBytes()));
        KeyRing keys = ring(
                OTHER,
                new KeyVersion(1, Vectors.KEY.fingerprint(), 0, 2L),
                new KeyVersion(2, OTHER.fingerprint(), 2, null));
        SessionVerifier unknowing = verifier(keys);
        SessionVerifier knowing = verifier(keys);

        unknowing.accept(whole, "f".repeat(64));
        knowing.accept(whole, "e".repeat(64));

        assertThat(unknowing.finish().status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
        assertThat(unknowing.finish().first()).extracting(Finding::kind).isEqualTo(Finding.Kind.MARKER_LINK_UNPROVEN);
        assertThat(knowing.finish().isVerified()).isTrue();
    }

    @Test
    void aMarkerThatLinksElsewhereLeavesItsLinkUncounted() {
        append(1);
        written.append(ChainRow.ROTATION, "e".repeat(64));
        KeyRing keys = KeyRing.single(Vectors.KEY);
        SessionVerifier elsewhere = verifier(keys);
        SessionVerifier there = verifier(keys);
        written.rows.forEach(elsewhere::accept);
        there.accept(written.rows.get(0));
        there.accept(written.rows.get(1), "e".repeat(64));

        assertThat(elsewhere.finish().linksIntact()).isZero();
        assertThat(there.finish().linksIntact()).isEqualTo(1);
    }

    @Test
    void withoutAKeyTableAMarkersSecondMacCannotBeJudged() {
        written.append(ChainRow.ROTATION, null);
        ChainRow marker = written.rows.get(0);

        SessionVerdict verdict = verdict(
                SessionVerifierTest.KEYS, List.of(new ChainRow(1, marker.event(), marker.hmacValue(), "0".repeat(64))));

        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
    }

    @Test
    void aKeyUnderAnotherFingerprintIsNotTaken() {
        append(1);
        KeyRing swapped = KeyRing.of(
                OTHER, List.of(new KeyVersion(1, "ab".repeat(32), 0, null)), fingerprint -> Optional.of(Vectors.KEY));

        SessionVerdict verdict = verdict(swapped, written.rows);

        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
        assertThat(verdict.unresolvedKeys()).containsExactly("abababababababab");
    }

    @Test
    void aKeySignsUpToWhereItIsRetiredAndNoFurther() {
        append(2);

        SessionVerdict verdict =
                verdict(ring(OTHER, new KeyVersion(1, Vectors.KEY.fingerprint(), 1, 2L)), written.rows);

        assertThat(verdict.unproven()).isEqualTo(1);
        assertThat(verdict.first()).extracting(Finding::position).isEqualTo(2L);
        assertThat(verdict.first()).extracting(Finding::detail).isEqualTo("No key version covers sequence number 2.");
    }

    @Test
    void aChangedRowOfARotatedChainIsNotBlamedOnTheOldKey() {
        append(2);
        ChainRow second = written.rows.get(1);
        List<ChainRow> rows = List.of(written.rows.get(0), new ChainRow(2, second.event(), "0".repeat(64), null));
        KeyRing keys = ring(
                Vectors.KEY,
                new KeyVersion(1, OTHER.fingerprint(), 0, 1L),
                new KeyVersion(2, Vectors.KEY.fingerprint(), 1, null));

        assertThat(verdict(keys, rows).first()).extracting(Finding::kind).isEqualTo(Finding.Kind.ROW_MODIFIED);
        KeyRing known = KeyRing.of(
                Vectors.KEY,
                List.of(
                        new KeyVersion(1, OTHER.fingerprint(), 0, 1L),
                        new KeyVersion(2, Vectors.KEY.fingerprint(), 1, null)),
                fingerprint -> Optional.of(OTHER));
        assertThat(verdict(known, rows).first()).extracting(Finding::kind).isEqualTo(Finding.Kind.ROW_MODIFIED);
    }

    @Test
    void aKeyThatIsStillToComeIsNoRetiredOne() {
        append(1);
        KeyRing early = ring(
                OTHER,
                new KeyVersion(1, OTHER.fingerprint(), 0, 5L),
                new KeyVersion(2, Vectors.KEY.fingerprint(), 5, 9L));

        assertThat(verdict(early, written.rows).first())
                .extracting(Finding::kind)
                .isEqualTo(Finding.Kind.ROW_MODIFIED);
    }

    @Test
    void aSignatureThatFitsNoReadingOfItsNumbersIsInvalid() throws java.security.GeneralSecurityException {
        java.security.KeyPair pair =
                java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        AgentPublicKey key = AgentPublicKey.ofPem("-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
        AgentKeys keys =
                AgentKeys.of(List.of(new AgentKeys.Key(key.fingerprint(), "a", key.pem(), 0)), java.util.Map.of());
        ChainRow large = Vectors.rows(Vectors.chain("S3_numbers_that_break")).get(1);
        RowSignature forged = new RowSignature("ab".repeat(64), key.fingerprint(), "signed");

        ChainRow row = new ChainRow(2, large.event(), large.hmacValue(), null, forged);

        assertThat(NumericRoundTrip.readings(large.event().metadataJson())).isNotEmpty();
        assertThat(new SignatureCheck(keys).check(row)).isEqualTo(SignatureVerdict.INVALID);
    }

    @Test
    void unknownKeysAndMissingKeysAreNamedUpToALimit() {
        append(130);
        List<ChainRow> rows = new ArrayList<>();
        for (ChainRow row : written.rows) {
            String fingerprint = String.format("%032x", row.chainSeq());
            rows.add(new ChainRow(
                    row.chainSeq(),
                    row.event(),
                    row.hmacValue(),
                    null,
                    new RowSignature("ab".repeat(64), fingerprint, "signed")));
        }
        List<KeyVersion> versions = LongStream.rangeClosed(1, 130)
                .mapToObj(seq ->
                        new KeyVersion((int) seq, String.format("%016x", seq).repeat(4), seq, seq + 1))
                .toList();

        SessionVerdict known = verdict(SessionVerifierTest.KEYS, rows);
        SessionVerdict missing = verdict(KeyRing.of(OTHER, versions, fingerprint -> Optional.empty()), written.rows);

        assertThat(known.findings()).hasSize(20);
        assertThat(known.signatures().unknownKey()).isEqualTo(130);
        assertThat(missing.unresolvedKeys()).hasSize(100);
        assertThat(missing.unproven()).isEqualTo(130);
    }

    @Test
    void inALongSessionALinkMayNameARowThatIsNoLongerRemembered() {
        append(4_097);
        List<ChainRow> remembered = new ArrayList<>(written.rows);
        remembered.remove(4_090); // 4,096 are left

        assertThat(verdict(SessionVerifierTest.KEYS, remembered).first())
                .extracting(Finding::detail)
                .isEqualTo("Event 4091 does not follow event 4090: the event that it follows is missing.");
        append(1);
        List<ChainRow> longer = new ArrayList<>(written.rows);
        longer.remove(4_090);
        assertThat(verdict(SessionVerifierTest.KEYS, longer).first())
                .extracting(Finding::detail)
                .isEqualTo("Event 4091 does not follow event 4090: events between them are missing, or were inserted or"
                        + " reordered.");
    }

    @Test
    void whatIsExpectedStaysExpectedUntilItIsSeen() {
        append(3);
        SessionVerifier whole = verifier(SessionVerifierTest.KEYS);
        written.rows.forEach(whole::accept);
        Mark mark = whole.mark().orElseThrow();
        SessionVerifier cut = verifier(SessionVerifierTest.KEYS).expecting(mark);
        written.rows.subList(0, 2).forEach(cut::accept);
        SessionVerifier again = verifier(SessionVerifierTest.KEYS).expecting(mark);
        written.rows.subList(0, 2).forEach(again::accept);

        again.accept(written.rows.get(2));

        assertThat(cut.mark()).contains(mark);
        assertThat(again.mark()).contains(mark);
        append(1);
        again.accept(written.rows.get(3));
        assertThat(again.mark()).isNotEqualTo(Optional.of(mark)).isPresent();
    }

    @Test
    void rowsThatAreGoneBeforeTheLastOneSeenAreToldThoughLinksHold() {
        append(1);
        written.append(ChainRow.DEGRADED, written.head());
        written.append("tool.call", null);
        append(1);
        SessionVerifier whole = verifier(SessionVerifierTest.KEYS);
        written.rows.forEach(whole::accept);
        Mark mark = whole.mark().orElseThrow();

        SessionVerifier rest = verifier(SessionVerifierTest.KEYS).expecting(mark, new Marked(4, SeqRanges.NONE));
        written.rows.subList(2, 4).forEach(rest::accept);

        assertThat(rest.finish().status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(rest.finish().first())
                .extracting(Finding::detail)
                .isEqualTo("2 events that this console had seen before the last one are gone.");
    }

    @Test
    void theQuickCheckIsNeverKinderThanTheVerifier() {
        append(2);
        QuickCheck quick = new QuickCheck(SessionVerifierTest.KEYS);
        ChainRow first = written.rows.get(0);
        ChainRow second = written.rows.get(1);
        ChainRow changed = new ChainRow(2, second.event(), "0".repeat(64), null);
        ChainRow stripped =
                new ChainRow(2, second.event(), second.hmacValue(), null, new RowSignature(null, null, "signed"));
        written.append(ChainRow.ROTATION, second.hmacValue());

        assertThat(quick.holds(first, null)).isTrue();
        assertThat(quick.holds(second, first.hmacValue())).isTrue();
        assertThat(quick.holds(second, null)).isFalse();
        assertThat(quick.holds(first, second.hmacValue())).isFalse();
        assertThat(quick.holds(second, second.hmacValue())).isFalse();
        assertThat(quick.holds(changed, first.hmacValue())).isFalse();
        assertThat(quick.holds(stripped, first.hmacValue())).isFalse();
        assertThat(quick.holds(written.rows.get(2), second.hmacValue())).isFalse();
    }

    @Test
    void ofEquallyGraveFindingsTheRowsContentIsTold() {
        append(3);
        ChainRow third = written.rows.get(2);
        SessionVerifier verifier = verifier(SessionVerifierTest.KEYS);
        verifier.accept(written.rows.get(0));

        RowResult result = verifier.accept(new ChainRow(3, third.event(), "0".repeat(64), null));

        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(Finding.Kind.ROW_MODIFIED);
    }

    @Test
    void asManyRowsThatEndLowerAreRewrittenNotTruncated() {
        append(3);
        List<ChainRow> seen = new ArrayList<>();
        written.rows.forEach(row -> seen.add(new ChainRow(row.chainSeq() + 10, row.event(), row.hmacValue(), null)));
        SessionVerifier whole = verifier(SessionVerifierTest.KEYS);
        seen.forEach(whole::accept);
        Mark mark = whole.mark().orElseThrow();
        Appender anew = new Appender();
        for (int i = 0; i < 3; i++) {
            anew.append("other", anew.head());
        }

        SessionVerifier verifier = verifier(SessionVerifierTest.KEYS).expecting(mark, new Marked(13, SeqRanges.NONE));
        anew.rows.forEach(verifier::accept);

        assertThat(verifier.finish().status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(verifier.finish().first()).extracting(Finding::kind).isEqualTo(Finding.Kind.REWRITTEN);
    }
}
