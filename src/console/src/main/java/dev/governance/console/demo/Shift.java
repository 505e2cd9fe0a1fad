package dev.governance.console.demo;

import dev.governance.sdk.Action;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.AuditResult;
import dev.governance.sdk.Governance;
import dev.governance.sdk.Reservation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** An agent at work: it asks before it acts and writes down what it did. */
final class Shift {
    private static final int STEPS_A_SESSION = 25;

    private final Governance governance;
    private final String agentId;
    private final BigDecimal dailyCap;
    private final Random random;
    private UUID session = UUID.randomUUID();
    private int steps;

    Shift(Governance governance, String agentId, BigDecimal dailyCap) {
        this.governance = governance;
        this.agentId = agentId;
        this.dailyCap = dailyCap;
        this.random = new Random(agentId.hashCode()); // the same course in every demonstration
    }

    Governance governance() {
        return governance;
    }

    String agentId() {
        return agentId;
    }

    UUID session() {
        return session;
    }

    /** Begins a step, and now and then a new session. */
    void begin() {
        governance.assertNotHalted(agentId);
        if (steps == 0 || steps >= STEPS_A_SESSION) {
            newSession();
        }
        steps++;
    }

    void newSession() {
        if (steps > 0) {
            log(AuditEvent.of(agentId, "agent.end").with("steps", steps));
        }
        steps = 0;
        session = UUID.randomUUID();
        log(AuditEvent.of(agentId, "agent.start").with("environment", "demo"));
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    Duration seconds(int least, int most) {
        return Duration.ofMillis(between(least * 1_000, most * 1_000));
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    AuditResult log(AuditEvent event) {
        return governance.audit().log(event.session(session));
    }

    /** Whether today's spend is still below a share of the daily cap. */
    boolean affords(double share) {
        BigDecimal spent = governance.cost().snapshot(agentId, session).dayUsd();
        return spent.compareTo(dailyCap.multiply(BigDecimal.valueOf(share))) < 0;
    }

    /** Asks a model within its budget, and pays. */
    void think(String model, int inputTokens, int outputTokens, String question) {
        governance.scope().check(agentId, Action.model(model).in(session));
        try (Reservation budget = governance.cost().reserve(agentId, session, model, inputTokens, outputTokens)) {
            AuditResult call = log(AuditEvent.of(agentId, "llm.call")
                    .model(model)
                    .input(question)
                    .with("model", model)
                    .with("max_tokens", 4_096));
            budget.settle(budget.projection());
            log(AuditEvent.of(agentId, "llm.result")
                    .model(model)
                    .parent(call.eventId())
                    .output(question + " answered")
                    .with("model", model)
                    .with("usd", budget.projection().usd())
                    .with(
                            "token_usage",
                            Map.of(
                                    "input_tokens", inputTokens,
                                    "output_tokens", outputTokens,
                                    "total_tokens", inputTokens + outputTokens)));
        }
    }

    /** Uses a tool, if the agent may. */
    void use(String tool, String name, Object value) {
        governance.scope().check(agentId, Action.tool(tool).in(session));
        AuditResult call = log(AuditEvent.of(agentId, "tool.call")
                .input(Map.of(name, value))
                .with("tool", tool)
                .with(name, value));
        log(AuditEvent.of(agentId, "tool.result")
                .parent(call.eventId())
                .output("ok")
                .with("tool", tool)
                .with("duration_ms", between(40, 900)));
    }
}
