package dev.governance.sdk.example;

import dev.governance.sdk.Action;
import dev.governance.sdk.ApprovalRequest;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Budget;
import dev.governance.sdk.Governance;
import dev.governance.sdk.Heartbeat;
import dev.governance.sdk.PendingApproval;
import dev.governance.sdk.Reservation;
import dev.governance.sdk.ScopePolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** An agent that asks before it refunds. */
final class RefundAgent {
    private static final String AGENT = "refund-agent";

    static void run(DataSource dataSource) {
        try (Governance governance = Governance.fromEnv(dataSource)) {
            governance
                    .scope()
                    .register(ScopePolicy.of(AGENT).allowTools("refund").allowModels("gpt-4o-mini"));
            governance.cost().register(Budget.of(AGENT).perAgentUsdDaily(new BigDecimal("5.00")));
            governance.presence().keepAlive(Heartbeat.of(AGENT).operator("operator-2"), Duration.ofSeconds(30));

            refund(governance, UUID.randomUUID(), "ORD-20417", 480);
        }
    }

    private static void refund(Governance governance, UUID session, String order, int amountUsd) {
        governance.scope().check(AGENT, Action.model("gpt-4o-mini").in(session));
        try (Reservation budget = governance.cost().reserve(AGENT, session, "gpt-4o-mini", 1_000, 400)) {
            // … the call of the model …
            budget.settle(900, 240);
        }

        governance.scope().check(AGENT, Action.tool("refund").in(session));
        PendingApproval approval = governance
                .gates()
                .request(ApprovalRequest.of(AGENT, "refund.large")
                        .with("order", order)
                        .with("amount_usd", amountUsd)
                        .session(session));
        governance.gates().await(approval, Duration.ofMinutes(10));
        // … the refund itself …
        governance
                .audit()
                .log(AuditEvent.of(AGENT, "tool.call")
                        .session(session)
                        .with("tool", "refund")
                        .with("order", order));
    }

    private RefundAgent() {}
}
