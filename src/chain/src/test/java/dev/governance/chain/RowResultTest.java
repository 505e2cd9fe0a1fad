package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a single row: the gravest of its findings. */
class RowResultTest {
    private static final ChainKey OTHER = ChainKey.ofSecret("another-secret-of-enough-length-0123456789");

    private final WrittenSession written = new WrittenSession();

    @Test
    void eachRowIsToldWithItsGravestFinding() {
        written.append(2);
        ChainRow second = written.rows.get(1);
        SessionVerifier verifier = written.verifier(Vectors.KEYS);

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
        written.append(1);
        ChainRow first = written.rows.get(0);
        RowSignature stranger = new RowSignature("ab".repeat(64), "cd".repeat(16), "signed");

        RowResult result = written.verifier(Vectors.KEYS)
                .accept(new ChainRow(1, first.event(), first.hmacValue(), null, stranger));

        assertThat(result.verified()).isTrue();
        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(Finding.Kind.SIGNATURE_UNKNOWN_KEY);
    }

    @Test
    void aRowWithoutItsKeyIsNotVerifiedThoughItsLinkIsOnlyToldToBeMissing() {
        written.append(1);
        KeyRing without = KeyRing.of(
                OTHER, List.of(new KeyVersion(1, Vectors.KEY.fingerprint(), 0, null)), fingerprint -> Optional.empty());

        RowResult result = written.verifier(without).accept(written.rows.get(0));

        assertThat(result.verified()).isFalse();
        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(Finding.Kind.KEY_UNAVAILABLE);
    }

    @Test
    void tamperingOutweighsWhatIsUnproven() {
        written.append(3);
        KeyRing without = KeyRing.of(
                OTHER, List.of(new KeyVersion(1, Vectors.KEY.fingerprint(), 0, null)), fingerprint -> Optional.empty());
        SessionVerifier verifier = written.verifier(without);
        verifier.accept(written.rows.get(0));

        RowResult result = verifier.accept(written.rows.get(2));

        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(Finding.Kind.GAP);
        assertThat(verifier.finish().status()).isEqualTo(SessionVerdict.Status.TAMPERED);
    }

    @Test
    void ofEquallyGraveFindingsTheRowsContentIsTold() {
        written.append(3);
        ChainRow third = written.rows.get(2);
        SessionVerifier verifier = written.verifier(Vectors.KEYS);
        verifier.accept(written.rows.get(0));

        RowResult result = verifier.accept(new ChainRow(3, third.event(), "0".repeat(64), null));

        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(Finding.Kind.ROW_MODIFIED);
    }

    @Test
    void rowsThatFitAfterARoundTripCountAsIntact() {
        List<ChainRow> rows = Vectors.rows(Vectors.chain("S3_numbers_that_break"));
        SessionVerifier verifier = new SessionVerifier(rows.get(0).event().sessionId(), Vectors.KEYS);

        RowResult result = verifier.accept(rows.get(0));
        RowResult roundTrip = verifier.accept(rows.get(1));

        assertThat(result.verified()).isTrue();
        assertThat(roundTrip.verified()).isTrue();
        assertThat(verifier.finish().intact()).isEqualTo(2);
        assertThat(verifier.finish().linksIntact()).isEqualTo(1);
    }
}
