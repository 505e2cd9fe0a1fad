package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which of the keys that a table names are believed. */
class LineageTest {
    private static final UUID SESSION = new UUID(7, 7);
    private static final ChainKey FIRST = ChainKey.ofSecret("the-first-secret-of-enough-length-0123456789");
    private static final ChainKey SECOND = ChainKey.ofSecret("the-second-secret-of-enough-length-123456789");
    private static final ChainKey THIRD = ChainKey.ofSecret("the-third-secret-of-enough-length-0123456789");
    private static final ChainKey STOLEN = ChainKey.ofSecret("an-old-secret-that-somebody-else-has-0123456");

    /** FIRST signs below 10, SECOND below 20, THIRD from there on. */
    private static final List<KeyVersion> VERSIONS =
            List.of(version(1, FIRST, 0, 10L), version(2, SECOND, 10, 20L), version(3, THIRD, 20, null));

    private static final List<ChainRow> MARKERS =
            List.of(Handover.marker(9, FIRST, SECOND), Handover.marker(19, SECOND, THIRD));

    private static KeyVersion version(int number, ChainKey key, long from, Long until) {
        return new KeyVersion(number, key.fingerprint(), from, until);
    }

    private static KeyRing ring(ChainKey present, List<KeyVersion> versions, List<ChainRow> markers) {
        Map<String, ChainKey> known = Map.of(
                FIRST.fingerprint(), FIRST,
                SECOND.fingerprint(), SECOND,
                THIRD.fingerprint(), THIRD,
                STOLEN.fingerprint(), STOLEN);
        return KeyRing.of(present, versions, fingerprint -> Optional.ofNullable(known.get(fingerprint)))
                .markedBy(markers);
    }

    private static ChainRow row(long seq, ChainKey key) {
        ChainEvent event = new ChainEvent(
                new UUID(1, seq), SESSION, "a", null, "tool.call", null, null, null, "{}", null, Instant.EPOCH);
        return new ChainRow(seq, event, key.mac(event.canonicalBytes()), null);
    }

    private static SessionVerdict.Status status(KeyRing ring, long seq, ChainKey key) {
        SessionVerifier verifier = new SessionVerifier(SESSION, ring);
        verifier.accept(row(seq, key));
        return verifier.finish().status();
    }

    private static void isUnproven(KeyRing ring, long seq, ChainKey key) {
        ChainRow row = row(seq, key);
        SessionVerifier verifier = new SessionVerifier(SESSION, ring);
        verifier.accept(row);

        assertThat(verifier.finish().status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
        assertThat(verifier.finish().first()).extracting(Finding::kind).isEqualTo(Finding.Kind.KEY_UNPROVEN);
        assertThat(new QuickCheck(ring).holds(row, null)).isFalse();
        EventCheck.Result event = new EventCheck(ring).check(null, row, null, null);
        assertThat(event.isVerified()).isFalse();
        assertThat(event.isTampered()).isFalse();
        assertThat(event.content()).isEqualTo(EventCheck.Hold.UNPROVEN);
        assertThat(ring.signerAt(seq).key()).isNull();
        assertThat(ring.signerAt(seq).fingerprint()).isNull();
    }

    @Test
    void markersJoinAllVersionsToThePresentKeyWhicheverThatIs() {
        for (ChainKey present : List.of(FIRST, SECOND, THIRD)) {
            KeyRing ring = ring(present, VERSIONS, MARKERS);

            assertThat(status(ring, 5, FIRST)).isEqualTo(SessionVerdict.Status.VERIFIED);
            assertThat(status(ring, 15, SECOND)).isEqualTo(SessionVerdict.Status.VERIFIED);
            assertThat(status(ring, 25, THIRD)).isEqualTo(SessionVerdict.Status.VERIFIED);
            assertThat(status(ring, 25, STOLEN)).isEqualTo(SessionVerdict.Status.TAMPERED);
        }
    }

    @Test
    void aVersionThatSomebodyInsertedProvesNothing() {
        List<KeyVersion> versions =
                List.of(version(1, FIRST, 0, 10L), version(2, STOLEN, 10, 20L), version(3, THIRD, 20, null));

        isUnproven(ring(THIRD, versions, List.of()), 15, STOLEN);
        isUnproven(ring(THIRD, versions, MARKERS), 15, STOLEN);
        isUnproven(ring(THIRD, versions, MARKERS), 5, FIRST);
        isUnproven(ring(FIRST, versions, MARKERS), 15, STOLEN);
        assertThat(status(ring(FIRST, versions, MARKERS), 5, FIRST)).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void aMarkerThatOnlyTheNewKeySignedBringsInNoKey() {
        List<KeyVersion> versions = List.of(version(1, FIRST, 0, 10L), version(2, STOLEN, 10, null));
        ChainRow forged = Handover.marker(9, STOLEN, STOLEN);
        ChainRow naming = Handover.marker(9, FIRST, STOLEN);
        ChainRow half = new ChainRow(9, naming.event(), "0".repeat(64), naming.hmacNext());

        isUnproven(ring(FIRST, versions, List.of(forged, half)), 15, STOLEN);
    }

    @Test
    void aMarkerThatTheNewKeyDidNotSignBringsInNoKeyAndProvesNoOlderOne() {
        ChainRow whole = MARKERS.get(1);
        ChainRow unsigned = new ChainRow(19, whole.event(), whole.hmacValue(), "0".repeat(64));
        ChainRow bare = new ChainRow(19, whole.event(), whole.hmacValue(), null);
        KeyRing forgetful = KeyRing.of(THIRD, VERSIONS, fingerprint -> Optional.empty())
                .markedBy(List.of(MARKERS.get(0), unsigned));

        for (ChainRow marker : List.of(unsigned, bare)) {
            isUnproven(ring(THIRD, VERSIONS, List.of(MARKERS.get(0), marker)), 25, THIRD);
            isUnproven(ring(THIRD, VERSIONS, List.of(MARKERS.get(0), marker)), 15, SECOND);
            isUnproven(ring(SECOND, VERSIONS, List.of(MARKERS.get(0), marker)), 25, THIRD);
        }
        isUnproven(forgetful, 25, THIRD);
    }

    @Test
    void aMarkerThatNamesOtherKeysOrIsOfAnotherKindBringsInNoKey() {
        ChainRow elsewhere = Handover.marker(19, FIRST, THIRD);
        ChainRow whole = MARKERS.get(1);
        ChainEvent event = whole.event();
        ChainEvent plain = new ChainEvent(
                event.eventId(),
                event.sessionId(),
                event.agentId(),
                null,
                "custom",
                null,
                null,
                null,
                event.metadataJson(),
                null,
                event.createdAt());
        ChainRow otherKind =
                new ChainRow(19, plain, SECOND.mac(plain.canonicalBytes()), THIRD.mac(plain.canonicalBytes()));

        isUnproven(ring(THIRD, VERSIONS, List.of(MARKERS.get(0), elsewhere)), 25, THIRD);
        isUnproven(ring(THIRD, VERSIONS, List.of(MARKERS.get(0), otherKind)), 25, THIRD);
    }

    @Test
    void aKeyWhoseOwnBeginningIsNotMarkedIsNotProvenByItsEnd() {
        KeyRing ring = ring(THIRD, VERSIONS, List.of(MARKERS.get(1)));

        assertThat(status(ring, 25, THIRD)).isEqualTo(SessionVerdict.Status.VERIFIED);
        isUnproven(ring, 15, SECOND);
        isUnproven(ring, 5, FIRST);
    }

    @Test
    void anOldKeyThatIsDeclaredTheOnlyOneAgainProvesNothing() {
        List<KeyVersion> versions = List.of(version(1, STOLEN, 0, null));

        isUnproven(ring(THIRD, versions, MARKERS), 15, STOLEN);
    }

    @Test
    void aVersionWhoseBeginningWasMovedProvesNothing() {
        List<KeyVersion> moved =
                List.of(version(1, FIRST, 0, 15L), version(2, SECOND, 15, 20L), version(3, THIRD, 20, null));

        isUnproven(ring(THIRD, moved, MARKERS), 12, FIRST);
        isUnproven(ring(THIRD, moved, MARKERS), 12, SECOND);
        isUnproven(ring(THIRD, moved, MARKERS), 16, SECOND);
        assertThat(status(ring(THIRD, moved, MARKERS), 25, THIRD)).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void withoutItsMarkerNotEvenThePresentKeysVersionCounts() {
        isUnproven(ring(THIRD, VERSIONS, List.of(MARKERS.get(0))), 25, THIRD);
        isUnproven(ring(THIRD, VERSIONS, List.of(MARKERS.get(0))), 5, FIRST);
    }

    @Test
    void whereAnOlderKeyIsMissingThePresentOneStillProvesItsOwnRows() {
        KeyRing ring =
                KeyRing.of(THIRD, VERSIONS, fingerprint -> Optional.of(FIRST)).markedBy(MARKERS);

        assertThat(status(ring, 25, THIRD)).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(status(ring, 15, SECOND)).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
        isUnproven(ring, 5, FIRST);
    }

    /** The Python package registers what it reads in base64, also where the text was registered before. */
    @Test
    void aFirstKeyThatWasRegisteredInBothItsReadingsNeedsNoMarkerBetween() {
        ChainKey text = ChainKey.ofSecret("4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07");
        ChainKey decoded = text.decoded().orElseThrow();
        Map<String, ChainKey> known =
                Map.of(text.fingerprint(), text, decoded.fingerprint(), decoded, SECOND.fingerprint(), SECOND);
        for (long from : new long[] {0, 1}) {
            for (long again : new long[] {from, 1}) {
                for (ChainKey outgoing : List.of(text, decoded)) {
                    List<KeyVersion> versions = List.of(
                            version(1, text, from, null),
                            version(2, decoded, again, 10L),
                            version(3, SECOND, 10, null));
                    List<ChainRow> markers = List.of(Handover.marker(9, outgoing, SECOND));
                    for (ChainKey present : List.of(text, SECOND)) {
                        KeyRing ring = KeyRing.of(
                                        present, versions, fingerprint -> Optional.ofNullable(known.get(fingerprint)))
                                .markedBy(markers);

                        assertThat(status(ring, 5, text)).isEqualTo(SessionVerdict.Status.VERIFIED);
                        assertThat(status(ring, 5, decoded)).isEqualTo(SessionVerdict.Status.VERIFIED);
                        assertThat(status(ring, 15, SECOND)).isEqualTo(SessionVerdict.Status.VERIFIED);
                        assertThat(status(ring, 5, SECOND)).isEqualTo(SessionVerdict.Status.TAMPERED);
                    }
                    assertThat(status(ring(FIRST, versions, markers), 5, text))
                            .isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
                }
            }
        }
    }

    @Test
    void aPresentKeyThatIsRegisteredOnlyAsItReadsInBase64IsStillThePresentOne() {
        ChainKey text = ChainKey.ofSecret("4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07");
        ChainKey decoded = text.decoded().orElseThrow();
        KeyRing ring = ring(text, List.of(version(1, decoded, 0, null)), List.of());

        assertThat(status(ring, 5, decoded)).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(status(ring, 5, STOLEN)).isEqualTo(SessionVerdict.Status.TAMPERED);
    }

    @Test
    void aReadingThatIsNotRegisteredSignsNothing() {
        ChainKey text = ChainKey.ofSecret("4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07");
        KeyRing ring = ring(text, List.of(version(1, text, 0, null)), List.of());

        assertThat(status(ring, 5, text.decoded().orElseThrow())).isEqualTo(SessionVerdict.Status.TAMPERED);
    }

    @Test
    void aReplacedMacIsHeldAgainstTheKeyOfItsPlaceAndNotAgainstItsOtherReading() {
        ChainKey text = ChainKey.ofSecret("4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07");
        ChainKey decoded = text.decoded().orElseThrow();
        KeyRing ring = ring(text, List.of(version(1, decoded, 0, null), version(2, text, 1, null)), List.of());
        ChainRow row = row(5, text);
        ChainRow replaced = new ChainRow(5, row.event(), "0".repeat(64), null);

        assertThat(status(ring, 5, decoded)).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(new EventCheck(ring).check(null, replaced, null, null).computedMac())
                .isEqualTo(row.hmacValue());
    }

    @Test
    void aVersionThatSignsNothingSeparatesNoOthersAndDoesNotCount() {
        List<KeyVersion> behind =
                List.of(version(1, STOLEN, 0, null), version(2, FIRST, 0, 10L), version(3, SECOND, 10, null));
        List<KeyVersion> before =
                List.of(version(1, FIRST, 0, 10L), version(2, STOLEN, 0, null), version(3, SECOND, 10, null));
        KeyRing harmless = ring(SECOND, behind, List.of(MARKERS.get(0)));

        assertThat(status(harmless, 5, FIRST)).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(status(harmless, 15, SECOND)).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(status(harmless, 5, STOLEN)).isEqualTo(SessionVerdict.Status.TAMPERED);
        isUnproven(ring(SECOND, before, List.of(MARKERS.get(0))), 5, STOLEN);
        isUnproven(ring(FIRST, before, List.of(MARKERS.get(0))), 5, STOLEN);
    }

    @Test
    void whatAnAgentSignsWithAKeyThatNeverCountedIsNotCalledRetired() {
        List<KeyVersion> versions =
                List.of(version(1, STOLEN, 0, 5L), version(2, FIRST, 5, 10L), version(3, SECOND, 10, null));
        SessionVerifier verifier = new SessionVerifier(SESSION, ring(SECOND, versions, List.of(MARKERS.get(0))));

        verifier.accept(row(15, STOLEN));

        assertThat(verifier.finish().first()).extracting(Finding::kind).isEqualTo(Finding.Kind.ROW_MODIFIED);
    }
}
