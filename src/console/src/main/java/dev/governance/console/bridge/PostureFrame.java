package dev.governance.console.bridge;

import dev.governance.console.contract.Postures;
import dev.governance.console.wire.Posture;
import java.time.Instant;
import java.util.List;

/** A change of posture as the stream tells it: totals whole, only the cards that differ. */
record PostureFrame(
        Instant timestamp,
        long position,
        int agentCount,
        Posture.Verdict verdict,
        Posture.Totals totals,
        Posture.Chain chain,
        List<Posture.Minute> activity,
        List<Posture.Agent> agents,
        List<String> removed) {

    static PostureFrame of(Postures.Changed changed) {
        Posture posture = changed.posture();
        return new PostureFrame(
                posture.timestamp(),
                posture.position(),
                posture.agentCount(),
                posture.verdict(),
                posture.totals(),
                posture.chain(),
                posture.activity(),
                posture.agents(),
                changed.removed());
    }
}
