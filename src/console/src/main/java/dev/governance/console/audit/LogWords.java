package dev.governance.console.audit;

import dev.governance.chain.LogOutcome;
import dev.governance.chain.LogWording;
import dev.governance.chain.MarksState;
import dev.governance.chain.scan.LogTotals;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.MarksVerdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Puts what a run over the whole log found into the words of the API. */
final class LogWords {
    private static final int KEYS = 100;

    private final SigningKey key;
    private final Clock clock;

    LogWords(SigningKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    Run.Conclusion conclusion(LogTotals log, Examined examined, Duration worked, int snapshots) {
        MarksVerdict marks = examined.marks();
        LogOutcome outcome = new LogOutcome(
                log.events(),
                log.sessions(),
                log.sessions() - examined.notHolding(),
                examined.tampered(),
                examined.truncated(),
                examined.unprovable(),
                examined.unexamined(),
                log.unproven(),
                keys(log, examined),
                state(marks),
                marks.upTo(),
                snapshots);
        String verdict = outcome.status().code();
        String headline = LogWording.headline(outcome);
        return new Run.Conclusion(
                new LogVerdict(
                        verdict,
                        verdict.equals("verified"),
                        headline,
                        LogWording.sentence(outcome),
                        log.events(),
                        log.sessions(),
                        outcome.verified(),
                        log.unproven(),
                        outcome.unresolvedKeys(),
                        log.signatures().unknownKey(),
                        log.firstSeq(),
                        log.lastSeq(),
                        examined.damaged(),
                        outcome.tampered() + outcome.truncated() + outcome.unprovable() + outcome.unexamined(),
                        marks,
                        key.now().prefix(),
                        snapshots,
                        clock.instant(),
                        worked.toMillis()),
                verdict,
                headline);
    }

    private static List<String> keys(LogTotals log, Examined examined) {
        return Stream.concat(log.unresolvedKeys().stream(), examined.unresolved().stream())
                .distinct()
                .limit(KEYS)
                .toList();
    }

    /** The one that claims less; the first when both claim the same. */
    static MarksVerdict worse(MarksVerdict first, MarksVerdict later) {
        return state(later).compareTo(state(first)) > 0 ? later : first;
    }

    static MarksState state(MarksVerdict marks) {
        return switch (marks.state()) {
            case HOLDS -> MarksState.HOLD;
            case BEGUN -> MarksState.BEGUN;
            case STALE -> MarksState.STALE;
            case MISSING -> MarksState.MISSING;
            case ROLLED_BACK -> MarksState.ROLLED_BACK;
            case FORGED -> MarksState.FORGED;
            case UNPINNED -> MarksState.UNPINNED;
        };
    }
}
