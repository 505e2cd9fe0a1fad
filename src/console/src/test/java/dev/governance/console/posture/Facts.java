package dev.governance.console.posture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.governance.console.contract.Audit;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.Outcome;
import dev.governance.console.wire.Posture;
import dev.governance.console.wire.ShownJson;
import dev.governance.console.wire.Spend;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One agent's facts, healthy until something is added. */
final class Facts {
    static final Instant NOW = Instant.parse("2026-04-15T12:00:30Z");
    static final Instant EARLIER = Instant.parse("2026-04-15T11:58:00Z");
    static final UUID EVENT = UUID.fromString("6f1e6c1e-6a0e-4b0e-9b5a-0a1b2c3d4e5f");
    static final UUID SESSION = UUID.fromString("7c1e0b52-93d4-4f0a-9b1c-5d2ef0a8c417");
    static final String AGENT = "refund-agent";

    private final Map<Long, AuditEvent> sightings = new HashMap<>();
    private EventTally tally = EventTally.of(List.of());
    private AgentPresence presence = present("live", null);
    private Spend spend;
    private Waiting waiting;
    private Set<String> policies = Set.of("scope", "budget");
    private LoopCount loop;
    private List<Audit.Finding> findings = List.of();
    private Posture.Chain chain = ChainRules.judge(known(MarksVerdict.State.HOLDS));

    /** Rows of a signal today, the newest of them with this metadata. */
    Facts saw(Signal signal, long count, long newest, String kind, String metadata) {
        tally = tally.plus(List.of(new Bucket(AGENT, signal, true, null, count, count, count, newest, EARLIER)));
        sightings.put(newest, event(newest, kind, metadata));
        return this;
    }

    Facts presence(AgentPresence known) {
        presence = known;
        return this;
    }

    Facts spent(String usd, String cap) {
        spend = new Spend(AGENT, new BigDecimal(usd), 700, cap == null ? null : new BigDecimal(cap));
        return this;
    }

    Facts waits(long count) {
        waiting = new Waiting(AGENT, count, EARLIER, NOW.plusSeconds(600));
        return this;
    }

    Facts policies(String... types) {
        policies = Set.of(types);
        return this;
    }

    Facts calls(String tool, long calls) {
        loop = new LoopCount(AGENT, new LoopLimit(20, 60), tool, calls);
        return this;
    }

    Facts findings(Audit.Finding... known) {
        findings = List.of(known);
        return this;
    }

    Facts chain(Audit.Findings known) {
        chain = ChainRules.judge(known);
        return this;
    }

    AgentFacts done() {
        return new AgentFacts(
                AGENT,
                tally.agent(AGENT),
                Map.copyOf(sightings),
                presence,
                spend,
                waiting,
                policies,
                loop,
                findings,
                chain);
    }

    /** A log of three sessions that was read whole, and these of them do not hold. */
    static Audit.Findings known(MarksVerdict.State marks, Audit.Finding... damaged) {
        return new Audit.Findings(
                List.of(damaged),
                new Audit.Counts(
                        count("tampered", damaged), count("truncated", damaged), count("unverifiable", damaged), 0),
                new Audit.Reading(null, 0, EARLIER, false, 30L, 30, 3, 3, 30),
                marks(marks));
    }

    /** A log that was read whole, so long ago that reading must have stopped. */
    static Audit.Findings overdue() {
        Audit.Findings known = known(MarksVerdict.State.HOLDS);
        return new Audit.Findings(
                known.damaged(),
                known.counts(),
                new Audit.Reading(null, 0, EARLIER, true, 30L, 30, 3, 3, 30),
                known.marks());
    }

    /** A log that nobody has read yet. */
    static Audit.Findings nothingKnown() {
        return new Audit.Findings(
                List.of(),
                new Audit.Counts(0, 0, 0, 0),
                new Audit.Reading(EARLIER, 40, null, true, null, 30, 0, 7, 0),
                marks(MarksVerdict.State.HOLDS));
    }

    private static MarksVerdict marks(MarksVerdict.State state) {
        return new MarksVerdict(state, "The marks are " + state.code() + ".", 4L, 30L, EARLIER, null);
    }

    private static long count(String verdict, Audit.Finding... damaged) {
        return Arrays.stream(damaged)
                .filter(finding -> finding.verdict().equals(verdict))
                .count();
    }

    static AuditEvent event(long seq, String kind, String metadata) {
        return new AuditEvent(
                EVENT,
                SESSION,
                AGENT,
                null,
                kind,
                null,
                null,
                null,
                ShownJson.of(metadata),
                null,
                "00ff",
                seq,
                EARLIER,
                Outcome.of(kind),
                "");
    }

    static AgentPresence present(String status, AgentPresence.Halt halt) {
        return new AgentPresence(
                AGENT, status, EARLIER, EARLIER, "operator-1", JsonNodeFactory.instance.objectNode(), halt);
    }

    static AgentPresence.Halt halt(String reason) {
        return new AgentPresence.Halt("operator-1", EARLIER, reason, null, null, "issued", null, null);
    }

    static Audit.Finding finding(String verdict, String headline) {
        return new Audit.Finding(
                SESSION,
                verdict,
                headline,
                "Its kind was modified after signing. The links hold.",
                EVENT,
                12,
                EARLIER,
                List.of(AGENT));
    }
}
