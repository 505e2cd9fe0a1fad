package dev.governance.console.demo;

import dev.governance.console.demo.Chores.Chore;
import dev.governance.sdk.Budget;
import dev.governance.sdk.LoopPolicy;
import dev.governance.sdk.ScopePolicy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who takes part in the demonstration. */
final class Cast {
    /**
     * A part.
     *
     * @param work makes the agent's work, anew for each demonstration; empty for one that only waits
     */
    record Part(ScopePolicy scope, Budget budget, Optional<LoopPolicy> loop, Optional<Supplier<Work>> work) {
        String agentId() {
            return scope.agentId();
        }
    }

    private static final double ORDINARY = 0.55; // of the daily cap, so that only one comes near it
    private static final BigDecimal SESSION = new BigDecimal("0.96"); // of the daily cap, so that it stops nobody
    private static final double NEAR = 0.88; // one call more stays below the cap

    static List<Part> parts() {
        return List.of(
                part(
                        scope("billing-agent", "gpt-4o", "read_invoice", "send_reminder", "post_payment")
                                .allowApis("GET https://billing.example.com/v1/*"),
                        "12",
                        () -> new Chores(
                                "gpt-4o",
                                2_600,
                                List.of(
                                        new Chore("read_invoice", "invoice", "INV-"),
                                        new Chore("send_reminder", "customer", "C-"),
                                        new Chore("post_payment", "payment", "PAY-")),
                                6,
                                12,
                                ORDINARY)),
                part(scope("refund-agent", "gpt-4o-mini", "refund", "read_order"), "5", Asking::new),
                part(
                        scope("research-agent", "claude-opus-4-6", "web_search", "read_paper"),
                        "25",
                        () -> new Chores(
                                "claude-opus-4-6",
                                48_000,
                                List.of(
                                        new Chore("web_search", "query", "market report "),
                                        new Chore("read_paper", "paper", "paper-")),
                                2,
                                4,
                                NEAR)),
                new Part(
                        scope("support-triage", "gpt-4o-mini", "search_tickets", "label_ticket", "reply_draft"),
                        budget("support-triage", "4"),
                        Optional.of(LoopPolicy.of("support-triage")),
                        Optional.of(() -> new Rut(new Chores(
                                "gpt-4o-mini",
                                3_000,
                                List.of(
                                        new Chore("label_ticket", "ticket", "T-"),
                                        new Chore("reply_draft", "ticket", "T-")),
                                4,
                                8,
                                ORDINARY)))),
                part(
                        scope("deploy-bot", "claude-sonnet-4-6", "run_tests", "read_build_log", "open_change"),
                        "15",
                        () -> new Chores(
                                "claude-sonnet-4-6",
                                9_000,
                                List.of(
                                        new Chore("run_tests", "build", "build-"),
                                        new Chore("read_build_log", "build", "build-"),
                                        new Chore("open_change", "change", "change-")),
                                9,
                                18,
                                ORDINARY)),
                part(
                        scope("data-export", "gpt-4o-mini", "query_warehouse", "write_report"),
                        "3",
                        () -> new Temptation(new Chores(
                                "gpt-4o-mini",
                                4_000,
                                List.of(
                                        new Chore("query_warehouse", "table", "orders_"),
                                        new Chore("write_report", "report", "report-")),
                                6,
                                12,
                                ORDINARY))),
                part(
                        scope("summariser", "claude-haiku-4-5", "read_document", "save_summary"),
                        "4",
                        () -> new Chores(
                                "claude-haiku-4-5",
                                12_000,
                                List.of(
                                        new Chore("read_document", "document", "doc-"),
                                        new Chore("save_summary", "document", "doc-")),
                                7,
                                14,
                                ORDINARY)),
                part(
                        scope("fraud-screen", "gpt-4o-mini", "score_payment", "flag_payment"),
                        "6",
                        () -> new Chores(
                                "gpt-4o-mini",
                                1_400,
                                List.of(
                                        new Chore("score_payment", "payment", "PAY-"),
                                        new Chore("flag_payment", "payment", "PAY-")),
                                3,
                                6,
                                ORDINARY)),
                new Part(
                        scope("inventory-sync", "gpt-4o-mini", "read_stock"),
                        budget("inventory-sync", "2"),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Part part(ScopePolicy scope, String dailyUsd, Supplier<Work> work) {
        return new Part(scope, budget(scope.agentId(), dailyUsd), Optional.empty(), Optional.of(work));
    }

    private static ScopePolicy scope(String agentId, String model, String... tools) {
        return ScopePolicy.of(agentId).allowModels(model).allowTools(tools);
    }

    private static Budget budget(String agentId, String dailyUsd) {
        BigDecimal daily = new BigDecimal(dailyUsd);
        return Budget.of(agentId).perAgentUsdDaily(daily).perSessionUsd(daily.multiply(SESSION));
    }

    private Cast() {}
}
