package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private final WrittenSession written = new WrittenSession();

    @Test
    void goingOnFromACheckpointEndsAsReadingEverythingDoes() {
        written.append(3);
        Checkpoint checkpoint = verified(written.rows).checkpoint().orElseThrow();
        written.append(2);

        SessionVerifier further = new SessionVerifier(checkpoint, Vectors.KEYS);
        written.rows.subList(3, 5).forEach(further::accept);

        assertThat(further.checkpoint()).isEqualTo(verified(written.rows).checkpoint());
        assertThat(Wording.headline(further.finish())).isEqualTo("Verified (5 events)");
    }

    @Test
    void aRowThatDoesNotFollowTheCheckpointIsFound() {
        written.append(3);
        Checkpoint checkpoint =
                verified(written.rows.subList(0, 2)).checkpoint().orElseThrow();
        written.append(1);

        SessionVerifier further = new SessionVerifier(checkpoint, Vectors.KEYS);
        further.accept(written.rows.get(3));

        assertThat(Wording.headline(further.finish())).isEqualTo("TAMPERED at event 3");
        assertThat(further.checkpoint()).isEmpty();
    }

    @Test
    void aMarkerLinksToTheRowBelowItInTheWholeLog() {
        ChainKey incoming = ChainKey.ofSecret("another-secret-of-enough-length-0123456789");
        KeyRing keys = KeyRing.of(
                incoming,
                List.of(
                        new KeyVersion(1, Vectors.KEY.fingerprint(), 0, 3L),
                        new KeyVersion(2, incoming.fingerprint(), 3, null)),
                fingerprint -> Optional.of(Vectors.KEY));
        written.append(1);
        String elsewhere = "e".repeat(64);
        ChainRow signedTwice = Handover.marker(written.sessionId, 2, elsewhere, Vectors.KEY, incoming);
        KeyRing marked = keys.markedBy(List.of(signedTwice));

        SessionVerifier knowing = new SessionVerifier(written.sessionId, marked);
        knowing.accept(written.rows.get(0));
        knowing.accept(signedTwice, elsewhere);
        SessionVerifier unknowing = new SessionVerifier(written.sessionId, marked);
        unknowing.accept(written.rows.get(0));
        unknowing.accept(signedTwice);

        assertThat(knowing.finish().status()).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(unknowing.finish().status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
    }

    @Test
    void aMarkShowsWhatRowsAloneCannot() {
        written.append(5);
        Mark mark = verified(written.rows).mark().orElseThrow();

        SessionVerifier cut = new SessionVerifier(written.sessionId, Vectors.KEYS).expecting(mark);
        written.rows.subList(0, 3).forEach(cut::accept);
        SessionVerifier gone = new SessionVerifier(written.sessionId, Vectors.KEYS).expecting(mark);
        SessionVerifier whole = new SessionVerifier(written.sessionId, Vectors.KEYS).expecting(mark);
        written.rows.forEach(whole::accept);

        assertThat(Wording.headline(cut.finish())).isEqualTo("TRUNCATED after event 3");
        assertThat(Wording.sentence(cut.finish())).isEqualTo("2 newer events that this console had seen are gone.");
        assertThat(Wording.sentence(gone.finish())).isEqualTo("This session had 5 events; none is left.");
        assertThat(whole.finish().isVerified()).isTrue();
    }

    @Test
    void aMarkIsTheSameWhereverReadingBegan() {
        written.append(3);
        Checkpoint checkpoint = verified(written.rows).checkpoint().orElseThrow();
        written.append(2);

        SessionVerifier goingOn = new SessionVerifier(checkpoint, Vectors.KEYS);
        written.rows.subList(3, 5).forEach(goingOn::accept);

        assertThat(goingOn.mark()).isEqualTo(verified(written.rows).mark());
    }

    private static SessionVerifier verified(List<ChainRow> rows) {
        SessionVerifier verifier = new SessionVerifier(rows.get(0).event().sessionId(), Vectors.KEYS);
        rows.forEach(verifier::accept);
        return verifier;
    }

    @Test
    void whatIsExpectedStaysExpectedUntilItIsSeen() {
        written.append(3);
        SessionVerifier whole = written.verifier(Vectors.KEYS);
        written.rows.forEach(whole::accept);
        Mark mark = whole.mark().orElseThrow();
        SessionVerifier cut = written.verifier(Vectors.KEYS).expecting(mark);
        written.rows.subList(0, 2).forEach(cut::accept);
        SessionVerifier again = written.verifier(Vectors.KEYS).expecting(mark);
        written.rows.subList(0, 2).forEach(again::accept);

        again.accept(written.rows.get(2));

        assertThat(cut.mark()).contains(mark);
        assertThat(again.mark()).contains(mark);
        written.append(1);
        again.accept(written.rows.get(3));
        assertThat(again.mark()).isNotEqualTo(Optional.of(mark)).isPresent();
    }
}
