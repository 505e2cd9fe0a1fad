package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which key a row is held against, and what a key rotation marker links to. */
class KeyVersionsTest {
    private static final ChainKey OTHER = ChainKey.ofSecret("another-secret-of-enough-length-0123456789");

    private final WrittenSession written = new WrittenSession();

    private static KeyRing ring(ChainKey current, KeyVersion... versions) {
        return KeyRing.of(current, List.of(versions), fingerprint -> Optional.of(Vectors.KEY));
    }

    @Test
    void aKeyUnderAnotherFingerprintIsNotTaken() {
        written.append(1);
        KeyRing swapped = KeyRing.of(
                OTHER, List.of(new KeyVersion(1, "ab".repeat(32), 0, null)), fingerprint -> Optional.of(Vectors.KEY));

        SessionVerdict verdict = written.verdict(swapped, written.rows);

        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
        assertThat(verdict.unresolvedKeys()).containsExactly("abababababababab");
    }

    @Test
    void aKeySignsUpToWhereItIsRetiredAndNoFurther() {
        written.append(2);

        SessionVerdict verdict =
                written.verdict(ring(Vectors.KEY, new KeyVersion(1, Vectors.KEY.fingerprint(), 1, 2L)), written.rows);

        assertThat(verdict.unproven()).isEqualTo(1);
        assertThat(verdict.first()).extracting(Finding::position).isEqualTo(2L);
        assertThat(verdict.first()).extracting(Finding::detail).isEqualTo("No key version covers sequence number 2.");
    }

    @Test
    void aChangedRowOfARotatedChainIsNotBlamedOnTheOldKey() {
        written.append(2);
        ChainRow second = written.rows.get(1);
        List<ChainRow> rows = List.of(written.rows.get(0), new ChainRow(2, second.event(), "0".repeat(64), null));
        KeyRing keys = ring(
                        Vectors.KEY,
                        new KeyVersion(1, OTHER.fingerprint(), 0, 1L),
                        new KeyVersion(2, Vectors.KEY.fingerprint(), 1, null))
                .markedBy(List.of(Handover.marker(0, OTHER, Vectors.KEY)));

        assertThat(written.verdict(keys, rows).first())
                .extracting(Finding::kind)
                .isEqualTo(Finding.Kind.ROW_MODIFIED);
        KeyRing known = KeyRing.of(
                        Vectors.KEY,
                        List.of(
                                new KeyVersion(1, OTHER.fingerprint(), 0, 1L),
                                new KeyVersion(2, Vectors.KEY.fingerprint(), 1, null)),
                        fingerprint -> Optional.of(OTHER))
                .markedBy(List.of(Handover.marker(0, OTHER, Vectors.KEY)));
        assertThat(written.verdict(known, rows).first())
                .extracting(Finding::kind)
                .isEqualTo(Finding.Kind.ROW_MODIFIED);
    }

    @Test
    void aKeyThatIsStillToComeIsNoRetiredOne() {
        written.append(1);
        KeyRing early = ring(
                OTHER,
                new KeyVersion(1, OTHER.fingerprint(), 0, 5L),
                new KeyVersion(2, Vectors.KEY.fingerprint(), 5, 9L));

        assertThat(written.verdict(early, written.rows).first())
                .extracting(Finding::kind)
                .isEqualTo(Finding.Kind.ROW_MODIFIED);
    }

    @Test
    void onlyAKeyThatStoppedBeforeIsARetiredOneThoughAllAreProven() {
        written.append(1);
        ChainKey third = ChainKey.ofSecret("the-third-secret-of-enough-length-0123456789");
        List<KeyVersion> versions = List.of(
                new KeyVersion(1, OTHER.fingerprint(), 0, 5L),
                new KeyVersion(2, Vectors.KEY.fingerprint(), 5, 9L),
                new KeyVersion(3, third.fingerprint(), 9, null));
        KeyRing early = KeyRing.of(
                        third,
                        versions,
                        fingerprint -> Stream.of(OTHER, Vectors.KEY)
                                .filter(key -> key.fingerprint().equals(fingerprint))
                                .findFirst())
                .markedBy(List.of(Handover.marker(4, OTHER, Vectors.KEY), Handover.marker(8, Vectors.KEY, third)));
        ChainEvent event = written.rows.get(0).event();
        String byThird = third.mac(event.canonicalBytes());
        String byFirst = OTHER.mac(event.canonicalBytes());

        assertThat(written.verdict(early, written.rows).first())
                .extracting(Finding::kind)
                .isEqualTo(Finding.Kind.ROW_MODIFIED);
        assertThat(written.verdict(early, List.of(new ChainRow(1, event, byThird, null)))
                        .first())
                .extracting(Finding::kind)
                .isEqualTo(Finding.Kind.ROW_MODIFIED);
        assertThat(written.verdict(early, List.of(new ChainRow(5, event, byFirst, null)))
                        .first())
                .extracting(Finding::kind)
                .isEqualTo(Finding.Kind.KEY_RETIRED);
    }

    @Test
    void aMarkerOfRotationAsFirstEventIsJudgedByWhatStandsBelowIt() {
        ChainRow whole = Handover.marker(written.sessionId, 1, "e".repeat(64), Vectors.KEY, OTHER);
        KeyRing keys = ring(
                        OTHER,
                        new KeyVersion(1, Vectors.KEY.fingerprint(), 0, 2L),
                        new KeyVersion(2, OTHER.fingerprint(), 2, null))
                .markedBy(List.of(whole));
        SessionVerifier unknowing = written.verifier(keys);
        SessionVerifier knowing = written.verifier(keys);

        unknowing.accept(whole, "f".repeat(64));
        knowing.accept(whole, "e".repeat(64));

        assertThat(unknowing.finish().status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
        assertThat(unknowing.finish().first()).extracting(Finding::kind).isEqualTo(Finding.Kind.MARKER_LINK_UNPROVEN);
        assertThat(knowing.finish().isVerified()).isTrue();
    }

    @Test
    void aMarkerLinksToTheRowBelowItInTheWholeLog() {
        written.append(1);
        String elsewhere = "e".repeat(64);
        ChainRow signedTwice = Handover.marker(written.sessionId, 2, elsewhere, Vectors.KEY, OTHER);
        KeyRing keys = ring(
                        OTHER,
                        new KeyVersion(1, Vectors.KEY.fingerprint(), 0, 3L),
                        new KeyVersion(2, OTHER.fingerprint(), 3, null))
                .markedBy(List.of(signedTwice));

        SessionVerifier knowing = written.verifier(keys);
        knowing.accept(written.rows.get(0));
        knowing.accept(signedTwice, elsewhere);

        assertThat(knowing.finish().status()).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(written.verdict(keys, List.of(written.rows.get(0), signedTwice))
                        .status())
                .isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
    }

    @Test
    void aMarkerThatLinksElsewhereLeavesItsLinkUncounted() {
        written.append(1);
        written.append(ChainRow.ROTATION, "e".repeat(64));
        KeyRing keys = KeyRing.single(Vectors.KEY);
        SessionVerifier elsewhere = written.verifier(keys);
        SessionVerifier there = written.verifier(keys);
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

        SessionVerdict verdict = written.verdict(
                Vectors.KEYS, List.of(new ChainRow(1, marker.event(), marker.hmacValue(), "0".repeat(64))));

        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
    }

    @Test
    void missingKeysAreNamedUpToALimit() {
        written.append(130);
        List<KeyVersion> versions = LongStream.rangeClosed(1, 130)
                .mapToObj(seq ->
                        new KeyVersion((int) seq, String.format("%016x", seq).repeat(4), seq, seq + 1))
                .toList();

        SessionVerdict verdict =
                written.verdict(KeyRing.of(OTHER, versions, fingerprint -> Optional.empty()), written.rows);

        assertThat(verdict.unresolvedKeys()).hasSize(100);
        assertThat(verdict.unproven()).isEqualTo(130);
    }

    @Test
    void aSignersStretchEndsWhereAnotherKeyBegins() {
        KeyRing keys = ring(
                        OTHER,
                        new KeyVersion(1, Vectors.KEY.fingerprint(), 2, 5L),
                        new KeyVersion(2, OTHER.fingerprint(), 5, null))
                .markedBy(List.of(Handover.marker(4, Vectors.KEY, OTHER)));

        KeyRing.Signer before = keys.signerAt(1);
        KeyRing.Signer first = keys.signerAt(3);
        KeyRing.Signer second = keys.signerAt(5);

        assertThat(before).isEqualTo(new KeyRing.Signer(Long.MIN_VALUE, 2, null, null));
        assertThat(first).isEqualTo(new KeyRing.Signer(2, 5, Vectors.KEY.fingerprint(), Vectors.KEY));
        assertThat(second).isEqualTo(new KeyRing.Signer(5, Long.MAX_VALUE, OTHER.fingerprint(), OTHER));
        assertThat(LongStream.rangeClosed(0, 6).filter(first::covers)).containsExactly(2L, 3L, 4L);
    }
}
