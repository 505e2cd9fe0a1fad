package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about the whole log: the worst first, and nothing that was not checked. */
class LogWordingTest {
    @Test
    void aLogThatHoldsSaysHowMuchWasReadAndHowFarDeletionsAreRuledOut() {
        LogOutcome log = log(5_000_000, 2_000_123, 0, 0, 0, MarksState.HOLD);

        assertThat(log.status()).isEqualTo(SessionVerdict.Status.VERIFIED);
        assertThat(LogWording.headline(log)).isEqualTo("Verified (5,000,000 events in 2,000,123 sessions)");
        assertThat(LogWording.sentence(log))
                .isEqualTo("Every HMAC matches its content, and in every session every link matches the event before"
                        + " it. The console's own record holds, up to sequence number 77.");
    }

    @Test
    void tamperingComesBeforeEverythingElse() {
        LogOutcome log = log(500, 120, 3, 2, 1, MarksState.ROLLED_BACK);

        assertThat(log.status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(LogWording.headline(log)).isEqualTo("TAMPERED in 3 of 120 sessions");
        assertThat(LogWording.sentence(log))
                .isEqualTo("114 of 120 sessions hold, 3 were changed, 1 cannot be verified for want of key"
                        + " 0011223344556677. Of 2 sessions, events that this console had seen are gone."
                        + " Deletions cannot be ruled out: the console's own record is older than the newest this node"
                        + " has seen.");
    }

    @Test
    void marksThatWereForgedOrRolledBackAreNeverGreen() {
        assertThat(LogWording.headline(log(9, 3, 0, 0, 0, MarksState.FORGED))).isEqualTo("Marks forged");
        assertThat(log(9, 3, 0, 0, 0, MarksState.FORGED).status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(LogWording.headline(log(9, 3, 0, 0, 0, MarksState.ROLLED_BACK)))
                .isEqualTo("Marks rolled back");
        assertThat(log(9, 3, 0, 0, 0, MarksState.ROLLED_BACK).status()).isEqualTo(SessionVerdict.Status.TRUNCATED);
        assertThat(MarksState.ROLLED_BACK.code()).isEqualTo("rolled_back");
    }

    @Test
    void withoutMarksOrTheirKeyOrAKeyOfTheChainNothingIsClaimed() {
        assertThat(LogWording.headline(log(9, 3, 0, 0, 0, MarksState.MISSING))).isEqualTo("Marks missing");
        assertThat(LogWording.headline(log(9, 3, 0, 0, 0, MarksState.STALE))).isEqualTo("Marks are behind");
        assertThat(LogWording.headline(log(9, 3, 0, 0, 0, MarksState.UNPINNED))).isEqualTo("Marks not checked");
        assertThat(LogWording.headline(log(9, 3, 0, 0, 1, MarksState.HOLD))).isEqualTo("Cannot verify 4 of 9 events");
        assertThat(List.of(
                        log(9, 3, 0, 0, 0, MarksState.MISSING),
                        log(9, 3, 0, 0, 0, MarksState.STALE),
                        log(9, 3, 0, 0, 0, MarksState.UNPINNED),
                        log(9, 3, 0, 0, 1, MarksState.HOLD)))
                .allMatch(log -> log.status() == SessionVerdict.Status.UNVERIFIABLE);
    }

    @Test
    void anEmptyLogIsNeverVerifiedAndOneThatWasEmptiedIsTruncated() {
        assertThat(LogWording.headline(log(0, 0, 0, 0, 0, MarksState.HOLD))).isEqualTo("No events: nothing to verify");
        assertThat(LogWording.headline(log(0, 0, 0, 1, 0, MarksState.HOLD)))
                .isEqualTo("TRUNCATED: events of 1 session are gone");
        assertThat(LogWording.sentence(log(0, 0, 0, 1, 0, MarksState.HOLD)))
                .startsWith("The log has no rows, so there is nothing that could be verified. Of 1 session, events");
    }

    @Test
    void aRunThatSpannedSnapshotsSaysSo() {
        LogOutcome log = new LogOutcome(9, 3, 3, 0, 0, 0, 0, 0, List.of(), MarksState.HOLD, null, 2);

        assertThat(LogWording.sentence(log)).endsWith("2 snapshots; rows newer than the first are left out.");
    }

    @Test
    void whatWasNotLookedAtIsNeitherGreenNorBlamed() {
        LogOutcome open = new LogOutcome(9, 7, 2, 0, 0, 0, 5, 0, List.of(), MarksState.HOLD, null, 1);
        LogOutcome bad = new LogOutcome(9, 7, 1, 1, 0, 0, 5, 0, List.of(), MarksState.HOLD, null, 1);

        assertThat(open.status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
        assertThat(LogWording.headline(open)).isEqualTo("Cannot verify 5 sessions of 7");
        assertThat(LogWording.headline(bad)).isEqualTo("TAMPERED in at least 1 of 7 sessions");
    }

    private static LogOutcome log(
            long events, long sessions, long tampered, long truncated, long unprovable, MarksState marks) {
        long verified = Math.max(0, sessions - tampered - truncated - unprovable);
        return new LogOutcome(
                events,
                sessions,
                verified,
                tampered,
                truncated,
                unprovable,
                0,
                unprovable * 4,
                unprovable == 0 ? List.of() : List.of("0011223344556677"),
                marks,
                77L,
                1);
    }
}
