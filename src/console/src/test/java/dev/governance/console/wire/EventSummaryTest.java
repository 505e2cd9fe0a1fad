package dev.governance.console.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event's metadata in one line, and what its kind says. */
class EventSummaryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"tool": "refund", "reason": "not allowed"}               | refund · not allowed
            {"cap": "per_session_usd", "used": 0.52, "limit": 0.5}    | per_session_usd · 0.52 of 0.5
            {"tool_name": "search", "count": 20, "max_calls": 20}     | search · 20 of 20
            {"model": "m-1", "actual_tokens": 30, "actual_usd": 0.01} | m-1 · 30 tokens · $0.01
            {"token_usage": {"total_tokens": 12}}                     | 12 tokens
            {"approval_kind": "wire", "granted_by": "operator-1"}     | wire · by operator-1
            {"b": 2, "a": {"deep": 1}, "c": true, "d": null, "e": 5}  | b 2 · c true · e 5
            """)
    void theMostTellingComesFirst(String metadata, String summary) {
        assertThat(EventSummary.of(null, Json.tree(metadata))).isEqualTo(summary);
    }

    @Test
    void theRowsModelIsSaidBeforeTheMetadatasOwn() {
        assertThat(EventSummary.of("m-2", Json.tree("{\"model\": \"m-1\", \"tool\": \"x\"}")))
                .isEqualTo("m-2 · x");
    }

    @Test
    void metadataThatSaysNothingIsNothing() {
        assertThat(EventSummary.of(null, Json.tree("{}"))).isEmpty();
        assertThat(EventSummary.of(null, Json.tree("[1, 2]"))).isEmpty();
        assertThat(EventSummary.of(null, Json.tree("null"))).isEmpty();
    }

    @Test
    void oneLongValueLeavesRoomForTheOthers() {
        String summary =
                EventSummary.of(null, Json.tree("{\"tool\": \"" + "x".repeat(300) + "\", \"reason\": \"why\"}"));

        assertThat(summary).endsWith("… · why").hasSizeLessThanOrEqualTo(EventSummary.LENGTH);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            scope.violation,        BLOCKED
            budget.exceeded,        BLOCKED
            loop.detected,          BLOCKED
            approval.denied,        BLOCKED
            agent.halted,           BLOCKED
            tool.error,             ERROR
            tool.call,              OK
            agent.resumed,          OK
            SCOPE.VIOLATION,        OK
            """)
    void theKindSaysTheOutcome(String kind, Outcome outcome) {
        assertThat(Outcome.of(kind)).isEqualTo(outcome);
        assertThat(Outcome.blockingKinds().contains(kind)).isEqualTo(outcome == Outcome.BLOCKED);
    }
}
