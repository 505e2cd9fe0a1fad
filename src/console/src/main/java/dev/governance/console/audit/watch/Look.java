package dev.governance.console.audit.watch;

import dev.governance.chain.Finding;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.Wording;
import dev.governance.console.contract.Audit;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What reading one session whole showed.
 *
 * @param marked whether marks said what had to be there; without them an empty session proves nothing
 * @param agents some of those who wrote in it
 * @param at when its snapshot was taken, by the database's clock
 */
record Look(SessionVerdict verdict, boolean marked, List<String> agents, Instant at) {
    Look {
        agents = List.copyOf(agents);
    }

    /** One that did not succeed, again and again. */
    static Look failed(UUID sessionId, Instant at) {
        return new Look(SessionVerdict.unreadable(sessionId), false, List.of(), at);
    }

    boolean isDamage() {
        return switch (verdict.status()) {
            case TAMPERED, TRUNCATED, UNVERIFIABLE -> true;
            case VERIFIED, EMPTY -> false;
        };
    }

    /** Whether it shows that nothing is wrong (any more). */
    boolean isSound() {
        return verdict.isVerified() || (verdict.status() == SessionVerdict.Status.EMPTY && marked);
    }

    /** What there is to tell of it, being damage. */
    Audit.Finding finding() {
        Finding first = verdict.first();
        return new Audit.Finding(
                verdict.sessionId(),
                verdict.status().code(),
                Wording.headline(verdict),
                Wording.sentence(verdict),
                first == null ? null : first.eventId(),
                verdict.events(),
                at,
                agents);
    }

    /** How much is wrong, to tell more of it from the same again. */
    long failures() {
        SessionVerdict.Loss loss = verdict.loss();
        return verdict.failures() + (loss == null ? 0 : loss.events());
    }
}
