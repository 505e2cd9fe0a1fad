package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a key rotation marker is worth by what it says and by who signed it. */
class RotationMarkerTest {
    private static final UUID SESSION = new UUID(7, 7);
    private static final ChainKey FIRST = ChainKey.ofSecret("the-first-secret-of-enough-length-0123456789");
    private static final ChainKey SECOND = ChainKey.ofSecret("the-second-secret-of-enough-length-123456789");
    private static final ChainKey THIRD = ChainKey.ofSecret("the-third-secret-of-enough-length-0123456789");
    private static final String ZEROS = "0".repeat(64);

    /** FIRST signs below 10, SECOND from there on. */
    private static KeyRing ring(ChainKey present, ChainRow... markers) {
        return KeyRing.of(
                        present,
                        List.of(
                                new KeyVersion(1, FIRST.fingerprint(), 0, 10L),
                                new KeyVersion(2, SECOND.fingerprint(), 10, null)),
                        fingerprint -> Stream.of(FIRST, SECOND)
                                .filter(key -> key.fingerprint().equals(fingerprint))
                                .findFirst())
                .markedBy(List.of(markers));
    }

    private static ChainRow marker(ChainKey outgoing, ChainKey incoming) {
        return Handover.marker(SESSION, 9, null, outgoing, incoming);
    }

    /** The same marker with other metadata, signed by nobody. */
    private static ChainRow saying(String metadata) {
        ChainEvent event = marker(FIRST, SECOND).event();
        ChainEvent changed = new ChainEvent(
                event.eventId(),
                event.sessionId(),
                event.agentId(),
                null,
                event.kind(),
                null,
                null,
                null,
                metadata,
                null,
                event.createdAt());
        return new ChainRow(9, changed, ZEROS, ZEROS);
    }

    private static Optional<Finding.Kind> found(KeyRing ring, ChainRow row) {
        SessionVerifier verifier = new SessionVerifier(SESSION, ring);
        verifier.accept(row);
        return Optional.ofNullable(verifier.finish().first()).map(Finding::kind);
    }

    @Test
    void aMarkerThatNamesAnotherKeyThanTheTableIsUnprovenAndNotForged() {
        ChainRow other = marker(FIRST, THIRD);

        assertThat(found(ring(FIRST, other), other)).contains(Finding.Kind.KEY_UNPROVEN);
        assertThat(found(ring(SECOND, other), other)).contains(Finding.Kind.KEY_UNPROVEN);
    }

    @Test
    void aMarkerThatNamesTheTablesKeyWithoutItsMacIsForged() {
        ChainRow whole = marker(FIRST, SECOND);
        ChainRow half = new ChainRow(9, whole.event(), whole.hmacValue(), ZEROS);

        assertThat(found(ring(FIRST, whole), whole)).isEmpty();
        assertThat(found(ring(FIRST, half), half)).contains(Finding.Kind.MARKER_FORGED);
        assertThat(found(ring(SECOND, half), half)).contains(Finding.Kind.MARKER_FORGED);
    }

    @Test
    void aWholeMarkerOfAKeyThatIsNotProvenIsNoForgedOne() {
        assertThat(found(ring(SECOND), marker(FIRST, SECOND))).contains(Finding.Kind.KEY_UNPROVEN);
    }

    @Test
    void withAnEmptyTableNotEvenAMarkerToThePresentKeyIsJudged() {
        ChainRow toItself = marker(FIRST, FIRST);

        assertThat(found(KeyRing.single(FIRST), toItself)).contains(Finding.Kind.KEY_UNAVAILABLE);
    }

    @Test
    void aMarkerWithMetadataThatNobodyCanHaveSignedBringsInNoKey() {
        ChainRow infinite = saying("{\"incoming_fingerprint\":\"" + SECOND.fingerprint()
                + "\",\"outgoing_fingerprint\":\"" + FIRST.fingerprint() + "\",\"n\":1e999}");

        for (ChainRow row : List.of(infinite, saying("{"))) {
            KeyRing ring = ring(FIRST, row);
            assertThat(ring.countsAt(9)).isTrue();
            assertThat(ring.countsAt(10)).isFalse();
            assertThat(found(ring, row)).contains(Finding.Kind.ROW_MODIFIED);
            assertThat(found(ring(SECOND, row), row)).contains(Finding.Kind.KEY_UNPROVEN);
        }
    }
}
