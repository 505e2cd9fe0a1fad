package dev.governance.console.compliance;

import dev.governance.console.db.Database;
import dev.governance.console.wire.EvidenceReport.Section;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.WrapperCoverage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was counted, beside what Article 12 of Regulation (EU) 2024/1689 asks for, and Articles 19(1) and 26(6) of keeping it.
 * Each section says what is missing and why; none says that anybody complies, which no log can.
 */
final class Article12 {
    /** All kinds that are counted by name. */
    static final List<String> KINDS = List.of(
            "scope.violation",
            "budget.exceeded",
            "budget.check_failed",
            "loop.detected",
            "contract.pre_violation",
            "contract.post_violation",
            "approval.requested",
            "approval.granted",
            "approval.granted.batch",
            "approval.denied",
            "agent.halted",
            "agent.killed",
            "agent.resumed",
            "agent.halt_acknowledged",
            "agent.halt_enforced",
            "agent.halt_unknown",
            "audit.chain_key_rotation",
            "audit.correction",
            "chain.degraded_start",
            "llm.call",
            "llm.error",
            "tool.call");

    private static final Duration KEPT = Duration.ofDays(183); // "at least six months"

    private static final String BIOMETRIC =
            "Asked only of the systems of Annex III, point 1(a), remote biometric identification";

    private final Counted counted;
    private final WrapperCoverage coverage;
    private final Judged chain;
    private final Instant now;

    private Article12(Counted counted, WrapperCoverage coverage, Judged chain, Instant now) {
        this.counted = counted;
        this.coverage = coverage;
        this.chain = chain;
        this.now = now;
    }

    static List<Section> sections(Counted counted, WrapperCoverage coverage, Judged chain, Instant now) {
        Article12 article = new Article12(counted, coverage, chain, now);
        return List.of(
                article.recording(),
                article.risks(),
                article.monitoring(),
                article.operation(),
                article.periods(),
                referenceDatabase(),
                article.inputs(),
                article.persons(),
                article.retention());
    }

    private Section recording() {
        Facts facts = new Facts()
                .put("events", counted.rows().events())
                .put("agents", counted.agents())
                .put("first_event_at", counted.rows().firstAt())
                .put("last_event_at", counted.rows().lastAt())
                .put("signed_events", counted.rows().signed())
                .put("degraded_start_markers", counted.of("chain.degraded_start"))
                .put("agents_without_wrapper", blindSpots());
        List<String> missing = new ArrayList<>();
        when(counted.rows().events() == 0, missing, "No event was recorded in this window.");
        when(
                !coverage.unwrappedAgentsSeenInAudit().isEmpty(),
                missing,
                "Of some agents that wrote lately no wrapped model client was seen, so calls of models may be unrecorded:"
                        + " /api/coverage names them.");
        when(
                coverage.coveragePctReason().equals("registry_missing"),
                missing,
                "The registry of wrapped clients is missing, so nobody knows whose calls of models are recorded.");
        when(
                coverage.coveragePctReason().equals(Database.TOO_SLOW),
                missing,
                "Wrapped clients could not be counted in time, so this report does not tell whose calls of models are"
                        + " recorded: /api/coverage may.");
        missing.add("What agents do without the SDK leaves no event, and no log can tell how much that is.");
        return facts.section(
                "12(1)",
                "Automatic recording of events over the lifetime",
                counted.rows().events(),
                missing);
    }

    /** Null where more are blind spots than are listed, and where nobody knows. */
    private @Nullable Integer blindSpots() {
        int listed = coverage.unwrappedAgentsSeenInAudit().size();
        boolean known = coverage.activeWrappers() != null;
        return coverage.complete() || (known && listed < WrapperCoverage.UNWRAPPED) ? listed : null;
    }

    private Section risks() {
        long violations = counted.of(
                "scope.violation",
                "budget.exceeded",
                "loop.detected",
                "contract.pre_violation",
                "contract.post_violation");
        Facts facts = new Facts()
                .put("scope_violations", counted.of("scope.violation"))
                .put("budgets_exceeded", counted.of("budget.exceeded"))
                .put("budget_checks_failed", counted.of("budget.check_failed"))
                .put("loops_detected", counted.of("loop.detected"))
                .put("contract_violations", counted.of("contract.pre_violation", "contract.post_violation"))
                .put("halts", counted.of("agent.halted", "agent.killed"))
                .put("policy_changes_in_the_console", counted.changes().inConsole())
                .put("policy_changes_outside", counted.changes().outside())
                .put("policy_history_since", counted.changes().since())
                .put("key_rotations", counted.of("audit.chain_key_rotation"));
        List<String> missing = new ArrayList<>();
        Instant since = counted.changes().since();
        when(
                since == null || since.isAfter(counted.window().start()),
                missing,
                since == null
                        ? "No policy was ever stored, so no change of one is known."
                        : "The history of policies begins within this window or after it; earlier changes are not known.");
        missing.add("Changes of the agents' code and of the models behind a name are not recorded here, and whether a"
                + " change is a substantial modification a person has to judge.");
        return facts.section(
                "12(2)(a)",
                "Situations that may present a risk (Article 79(1)), and substantial modifications",
                violations
                        + counted.of("agent.halted", "agent.killed")
                        + counted.changes().inConsole()
                        + counted.changes().outside(),
                missing);
    }

    private Section monitoring() {
        Facts facts = new Facts()
                .put("model_calls", counted.of("llm.call"))
                .put("model_errors", counted.of("llm.error"))
                .put("tool_calls", counted.of("tool.call"))
                .put("errors", counted.rows().errors())
                .put("models", counted.models())
                .put("corrections", counted.of("audit.correction"));
        List<String> missing = new ArrayList<>();
        when(counted.models() == 0, missing, "No event names a model.");
        missing.add(
                "How well answers were is not recorded; a post-market monitoring plan has to say where that comes from.");
        return facts.section(
                "12(2)(b)",
                "Facilitating post-market monitoring (Article 72)",
                counted.rows().events(),
                missing);
    }

    private Section operation() {
        long halts = counted.of("agent.halted", "agent.killed");
        Facts facts = new Facts()
                .put("approvals_requested", counted.requests().made())
                .put("approvals_granted", counted.requests().granted())
                .put("approvals_denied", counted.requests().denied())
                .put("approvals_cancelled", counted.requests().cancelled())
                .put("approvals_expired_undecided", counted.requests().expired())
                .put("approvals_waiting", counted.requests().waiting())
                .put("halts", halts)
                .put("halts_unacknowledged", counted.unacknowledged())
                .put("halt_acknowledgements", counted.of("agent.halt_acknowledged"))
                .put("halts_enforced", counted.of("agent.halt_enforced"))
                .put("halts_unknown", counted.of("agent.halt_unknown"))
                .put("resumes", counted.of("agent.resumed"));
        List<String> missing = new ArrayList<>();
        when(counted.requests().made() == 0, missing, "No agent asked a person for approval in this window.");
        when(
                counted.requests().expired() > 0,
                missing,
                counted.requests().expired() + " requests expired before anybody decided.");
        when(
                counted.unacknowledged() > 0,
                missing,
                counted.unacknowledged() + " halts were acknowledged by no process: Python agents acknowledge none.");
        return facts.section(
                "12(2)(c)",
                "Monitoring of operation by deployers (Article 26(5))",
                counted.requests().made() + halts,
                missing);
    }

    private Section periods() {
        Facts facts = new Facts()
                .put("sessions", counted.uses().sessions())
                .put("first_event_at", counted.uses().firstAt())
                .put("last_event_at", counted.uses().lastAt());
        return facts.section(
                "12(3)(a)",
                "Period of each use",
                counted.uses().sessions(),
                List.of(
                        "A session's first and last event stand for start and end of a use; that it has ended is not recorded.",
                        BIOMETRIC + "."));
    }

    private static Section referenceDatabase() {
        return new Facts()
                .section(
                        "12(3)(b)",
                        "Reference database against which input was checked",
                        0,
                        List.of(
                                "No event names a reference database: the SDKs have no member for it.",
                                BIOMETRIC + "."));
    }

    private Section inputs() {
        long events = counted.rows().events();
        Facts facts = new Facts()
                .put("events_with_input_hash", counted.rows().withInput())
                .put("events_with_output_hash", counted.rows().withOutput())
                .put(
                        "share_with_input_hash",
                        events == 0 ? null : (double) counted.rows().withInput() / events);
        return facts.section(
                "12(3)(c)",
                "Input data for which a search led to a match",
                counted.rows().withInput(),
                List.of(
                        "Inputs are recorded as SHA-256 alone: whoever has an input can prove it, nobody can read it here.",
                        "Matches are not told apart from other calls. " + BIOMETRIC + "."));
    }

    private Section persons() {
        Counted.Deciders deciders = counted.deciders();
        Facts facts = new Facts()
                .put("decisions_recorded", deciders.decisions())
                .put("persons", deciders.people())
                .put("decisions_without_a_name", deciders.unnamed());
        List<String> missing = new ArrayList<>();
        when(deciders.decisions() == 0, missing, "No decision of a person was recorded in this window.");
        when(deciders.unnamed() > 0, missing, deciders.unnamed() + " decisions name nobody.");
        long decided = counted.requests().granted() + counted.requests().denied();
        when(
                decided > deciders.decisions(),
                missing,
                (decided - deciders.decisions()) + " requests were decided without an event that says by whom.");
        missing.add("One person decides a request here; Article 14(5) asks for two. " + BIOMETRIC + ".");
        return facts.section("12(3)(d)", "Persons who verified results (Article 14(5))", deciders.decisions(), missing);
    }

    private Section retention() {
        Instant since = counted.loggedSince();
        Long days = since == null ? null : Duration.between(since, now).toDays();
        Facts facts =
                new Facts().put("logged_since", since).put("days", days).put("first_chain_seq", counted.firstOfLog());
        List<String> missing = new ArrayList<>();
        when(since == null, missing, "The log is empty.");
        when(
                days != null && days < KEPT.toDays(),
                missing,
                "The log is younger than six months, so it does not show yet that it is kept for so long.");
        when(
                since != null && !chain.status().equals(Judged.VERIFIED),
                missing,
                "The chain is not verified (" + chain.status()
                        + "), so the log does not show that nothing of it is gone.");
        return facts.section("19(1), 26(6)", "Keeping the log for at least six months", since == null ? 0 : 1, missing);
    }

    private static void when(boolean holds, List<String> missing, String sentence) {
        if (holds) {
            missing.add(sentence);
        }
    }

    /** What a section counts, in order. */
    private static final class Facts {
        private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();

        Facts put(String name, @Nullable Object value) {
            facts.put(name, value);
            return this;
        }

        Section section(String article, String title, long found, List<String> missing) {
            String state = found == 0 ? "none" : missing.isEmpty() ? "evidence" : "partial";
            return new Section(article, title, state, Json.tree(Json.write(facts)), missing);
        }
    }
}
