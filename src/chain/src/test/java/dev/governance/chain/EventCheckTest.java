package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.EventCheck.Hold;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One event by itself: its own MAC, and the links on both sides. */
class EventCheckTest {
    private static final ChainKey OTHER = ChainKey.ofSecret("another-secret-of-enough-length-0123456789");
    private static final EventCheck CHECK = new EventCheck(Vectors.KEYS);

    private final WrittenSession written = new WrittenSession();

    @BeforeEach
    void threeEventsAreWritten() {
        written.append(3);
    }

    private @Nullable ChainRow row(int position) {
        return position < 1 || position > written.rows.size() ? null : written.rows.get(position - 1);
    }

    private EventCheck.Result check(int position) {
        return CHECK.check(row(position - 1), written.rows.get(position - 1), row(position + 1), null);
    }

    private static ChainRow with(ChainRow row, String mac) {
        return new ChainRow(row.chainSeq(), row.event(), mac, null, row.signature());
    }

    private static void assertHolds(EventCheck.Result result, Hold content, Hold before, Hold after) {
        assertThat(List.of(result.content(), result.before(), result.after())).containsExactly(content, before, after);
    }

    @Test
    void anEventThatFitsIsVerifiedWithTheLinksThatItHas() {
        assertHolds(check(1), Hold.HOLDS, Hold.NONE, Hold.HOLDS);
        assertHolds(check(2), Hold.HOLDS, Hold.HOLDS, Hold.HOLDS);
        assertHolds(check(3), Hold.HOLDS, Hold.HOLDS, Hold.NONE);
        for (int position = 1; position <= 3; position++) {
            assertThat(check(position).isVerified()).isTrue();
            assertThat(check(position).isTampered()).isFalse();
        }
        assertThat(check(1).sentence())
                .isEqualTo("The HMAC of this event matches its content. It is the first event of its session;"
                        + " the event after it links to it.");
        assertThat(check(3).sentence())
                .isEqualTo("The HMAC of this event matches its content. The link to the event before it holds;"
                        + " no event follows it.");
        assertThat(Hold.HOLDS.code()).isEqualTo("holds");
    }

    @Test
    void anotherMacIsTamperingAndTheRightOneIsTold() {
        EventCheck.Result result = CHECK.check(row(1), with(written.rows.get(1), "0".repeat(64)), row(3), null);

        assertHolds(result, Hold.BROKEN, Hold.HOLDS, Hold.HOLDS);
        assertThat(result.isTampered()).isTrue();
        assertThat(result.isVerified()).isFalse();
        assertThat(result.computedMac()).isEqualTo(written.rows.get(1).hmacValue());
        assertThat(result.sentence())
                .isEqualTo("The event was modified after signing. The link to the event before it holds;"
                        + " the event after it links to it. So no event was inserted, removed or reordered there.");
    }

    @Test
    void aBrokenLinkOnEitherSideIsTampering() {
        EventCheck.Result before = CHECK.check(row(1), written.rows.get(2), null, null);
        EventCheck.Result after = CHECK.check(null, written.rows.get(0), row(3), null);
        EventCheck.Result beginning = CHECK.check(null, written.rows.get(1), row(3), null);

        assertHolds(before, Hold.HOLDS, Hold.BROKEN, Hold.NONE);
        assertHolds(after, Hold.HOLDS, Hold.NONE, Hold.BROKEN);
        assertHolds(beginning, Hold.HOLDS, Hold.BROKEN, Hold.HOLDS);
        for (EventCheck.Result result : List.of(before, after, beginning)) {
            assertThat(result.isTampered()).isTrue();
            assertThat(result.isVerified()).isFalse();
        }
        assertThat(before.sentence()).contains("It does not link to the event before it; no event follows it.");
        assertThat(after.sentence()).endsWith("; the event after it does not link to it.");
    }

    @Test
    void thatNothingWasInsertedIsSaidOnlyWhereBothLinksHold() {
        EventCheck.Result atTheEnd = CHECK.check(row(2), with(written.rows.get(2), "0".repeat(64)), null, null);
        EventCheck.Result atTheBeginning = CHECK.check(null, with(written.rows.get(0), "0".repeat(64)), row(2), null);

        assertHolds(atTheEnd, Hold.BROKEN, Hold.HOLDS, Hold.NONE);
        assertHolds(atTheBeginning, Hold.BROKEN, Hold.NONE, Hold.HOLDS);
        assertThat(atTheEnd.sentence()).doesNotContain("no event was inserted");
        assertThat(atTheBeginning.sentence()).doesNotContain("no event was inserted");
    }

    @Test
    void aKeyThatIsNotHereLeavesTheEventUnprovenAndIsNamed() {
        KeyRing without = KeyRing.of(
                OTHER, List.of(new KeyVersion(1, Vectors.KEY.fingerprint(), 0, null)), fingerprint -> Optional.empty());

        EventCheck.Result result = new EventCheck(without).check(row(1), written.rows.get(1), row(3), null);

        assertHolds(result, Hold.UNPROVEN, Hold.HOLDS, Hold.HOLDS);
        assertThat(result.isTampered()).isFalse();
        assertThat(result.isVerified()).isFalse();
        assertThat(result.keyFingerprint()).isEqualTo(Vectors.KEY.fingerprint());
        assertThat(result.sentence())
                .startsWith("It was signed with key 5a1f14ab6c7a0e7c, which this server does not have.");
    }

    @Test
    void aMarkersLinkIsProvenByWhatStandsBelowItInTheLogAlone() {
        ChainRow marker = Handover.marker(written.sessionId, 4, "e".repeat(64), Vectors.KEY, OTHER);
        List<KeyVersion> versions = List.of(
                new KeyVersion(1, Vectors.KEY.fingerprint(), 0, 5L), new KeyVersion(2, OTHER.fingerprint(), 5, null));
        EventCheck check = new EventCheck(KeyRing.of(OTHER, versions, fingerprint -> Optional.of(Vectors.KEY))
                .markedBy(List.of(marker)));

        EventCheck.Result known = check.check(row(3), marker, null, "e".repeat(64));
        EventCheck.Result unknown = check.check(row(3), marker, null, null);
        EventCheck.Result before = check.check(row(2), written.rows.get(2), marker, null);

        assertHolds(known, Hold.HOLDS, Hold.HOLDS, Hold.NONE);
        assertHolds(unknown, Hold.HOLDS, Hold.UNPROVEN, Hold.NONE);
        assertHolds(before, Hold.HOLDS, Hold.HOLDS, Hold.UNPROVEN);
        assertThat(known.isVerified()).isTrue();
        for (EventCheck.Result result : List.of(unknown, before)) {
            assertThat(result.isTampered()).isFalse();
            assertThat(result.isVerified()).isFalse();
        }
    }

    @Test
    void aBeginningAfterAnOutageHolds() {
        written.append(ChainRow.DEGRADED, written.head());
        written.append("tool.call", null);

        assertHolds(CHECK.check(row(4), written.rows.get(4), null, null), Hold.HOLDS, Hold.HOLDS, Hold.NONE);
        assertHolds(check(4), Hold.HOLDS, Hold.HOLDS, Hold.HOLDS);
    }

    @Test
    void whatASignatureIsWorthIsPartOfTheVerdict() {
        ChainRow second = written.rows.get(1);
        AgentKeys revoked = AgentKeys.of(List.of(), Map.of("cd".repeat(16), 1L));
        RowSignature stranger = new RowSignature("ab".repeat(64), "cd".repeat(16), "signed");
        ChainRow signed = new ChainRow(2, second.event(), second.hmacValue(), null, stranger);
        ChainRow stripped =
                new ChainRow(2, second.event(), second.hmacValue(), null, new RowSignature(null, null, "signed"));

        EventCheck.Result unknown = CHECK.check(row(1), signed, row(3), null);
        EventCheck.Result withdrawn = new EventCheck(Vectors.KEYS.with(revoked)).check(row(1), signed, row(3), null);
        EventCheck.Result invalid = CHECK.check(row(1), stripped, row(3), null);

        assertThat(unknown.isVerified()).isTrue();
        assertThat(withdrawn.isVerified()).isFalse();
        assertThat(withdrawn.isTampered()).isFalse();
        assertThat(invalid.isTampered()).isTrue();
        assertThat(invalid.isVerified()).isFalse();
        assertThat(invalid.sentence()).contains(" Its Ed25519 signature does not fit.");
    }
}
