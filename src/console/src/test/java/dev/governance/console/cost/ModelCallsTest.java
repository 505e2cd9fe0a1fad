package dev.governance.console.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Cost;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.ModelSpend;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of models and their tokens in and out, as the rows of both SDKs tell of them. */
class ModelCallsTest {
    private static final String OPENAI =
            "{\"model\": \"m\", \"token_usage\": {\"prompt_tokens\": 30, \"completion_tokens\": 4, \"total_tokens\": 34}}";
    private static final String ANTHROPIC =
            "{\"model\": \"m\", \"token_usage\": {\"input_tokens\": 7, \"output_tokens\": 2, \"total_tokens\": 9}}";
    private static final String PENDING =
            "{\"model\": \"m\", \"streaming\": true, \"cost_tracked\": false, \"reconciliation\": \"pending\"}";

    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(new CostVerticle(stage.bus(), stage.database(), stage.ledger(), List::of, false, () -> 80));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void row(String agent, String model, String kind, String metadata, String ago) {
        rows(agent, model, kind, metadata, ago, 1);
    }

    private void rows(String agent, String model, String kind, String metadata, String ago, int rows) {
        stage.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, model, hmac_value, created_at,"
                        + " metadata_json) select gen_random_uuid(), gen_random_uuid(), ?, ?, ?, 'mac',"
                        + " date_trunc('day', now() at time zone 'utc') at time zone 'utc' + ?::interval, ?::jsonb"
                        + " from generate_series(1, ?)",
                agent,
                kind,
                model,
                ago,
                metadata,
                rows);
    }

    private void counter(String agent, String model, String usd, long tokens) {
        stage.execute(
                "insert into governance_cost_model_daily (agent_id, model, day_utc, usd_used, tokens_used)"
                        + " values (?, ?, (now() at time zone 'utc')::date, ?::float8, ?)",
                agent,
                model,
                usd,
                tokens);
    }

    private List<String> told() {
        return told(null);
    }

    private List<String> told(String agent) {
        return stage.ask(Cost.MODELS, new Cost.OfModels(agent)).models().stream()
                .map(ModelCallsTest::words)
                .toList();
    }

    private static String words(ModelSpend spend) {
        return spend.agentId() + " " + spend.model() + ": " + spend.callsToday() + " calls, in "
                + spend.inputTokensToday() + ", out " + spend.outputTokensToday() + ", "
                + spend.callsWithoutSplitToday()
                + " without, counted " + spend.counted();
    }

    @Test
    void callsOfTodayAreCountedWithTheirTokensInAndOut() {
        counter("a", "m", "1.5", 43);
        row("a", "m", "llm.call", "{\"model\": \"m\"}", "0 seconds");
        row("a", "m", "llm.result", OPENAI, "0 seconds");
        row("a", "m", "llm.result", ANTHROPIC, "0 seconds");
        row("a", "m", "llm.result", OPENAI, "-1 second");
        row("a", "other", "llm.result", OPENAI, "0 seconds");
        row("b", "m", "llm.result", ANTHROPIC, "0 seconds");

        assertThat(told())
                .containsExactly(
                        "a m: 2 calls, in 37, out 6, 0 without, counted true",
                        "a other: 1 calls, in 30, out 4, 0 without, counted false",
                        "b m: 1 calls, in 7, out 2, 0 without, counted false");
        assertThat(told("b")).containsExactly("b m: 1 calls, in 7, out 2, 0 without, counted false");
    }

    @Test
    void aStreamIsOneCallWhoseTokensItsEndTells() {
        row("a", "m", "llm.result", PENDING, "0 seconds");
        row("a", "m", "llm.result.reconciled", ANTHROPIC, "0 seconds");
        row("python", "m", "llm.result", PENDING, "0 seconds");
        row("python", "m", "llm.result.reconciled", "{\"streaming\": true, \"actual_tokens\": 9}", "0 seconds");
        row("torn", "m", "llm.result", PENDING, "0 seconds");

        assertThat(told())
                .containsExactly(
                        "a m: 1 calls, in 7, out 2, 0 without, counted false",
                        "python m: 1 calls, in null, out null, 1 without, counted false",
                        "torn m: 1 calls, in null, out null, 1 without, counted false");
    }

    @Test
    void aCallThatFailedIsNoAnsweredOneAndItsBookedTokensCount() {
        row("a", "m", "llm.error", ANTHROPIC, "0 seconds");
        row("a", "m", "llm.error", "{\"model\": \"m\", \"error_type\": \"http_500\"}", "0 seconds");

        assertThat(told()).containsExactly("a m: 0 calls, in 7, out 2, 0 without, counted false");
    }

    @Test
    void whatIsCountedAndNotLoggedHasNoKnownCalls() {
        counter("a", "m", "1.5", 43);
        counter("a", "resting", "0", 0);

        assertThat(told())
                .containsExactly(
                        "a m: null calls, in null, out null, null without, counted true",
                        "a resting: 0 calls, in null, out null, 0 without, counted true");
    }

    @Test
    void aModelOfMetadataAloneIsOneAndARowWithoutAnyIsNone() {
        row("a", null, "llm.result", ANTHROPIC, "0 seconds");
        row("a", null, "llm.result", "{\"token_usage\": {\"input_tokens\": 7, \"output_tokens\": 2}}", "0 seconds");
        row("a", null, "llm.result", "{\"model\": \"" + "x".repeat(129) + "\"}", "0 seconds");

        assertThat(told()).containsExactly("a m: 1 calls, in 7, out 2, 0 without, counted false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"token_usage\": 9}",
                "{\"token_usage\": {\"total_tokens\": 9}}",
                "{\"token_usage\": {\"input_tokens\": 7}}",
                "{\"token_usage\": {\"input_tokens\": \"NaN\", \"output_tokens\": 2}}",
                "{\"token_usage\": {\"input_tokens\": \"7\", \"output_tokens\": 2}}",
                "{\"token_usage\": {\"input_tokens\": -7, \"output_tokens\": 2}}",
                "{\"token_usage\": {\"input_tokens\": 7.5, \"output_tokens\": 2}}",
                "{\"token_usage\": {\"input_tokens\": 1e131071, \"output_tokens\": 2}}",
                "{\"token_usage\": {\"input_tokens\": 7, \"output_tokens\": 1000000000001}}",
                "{\"token_usage\": {\"input_tokens\": null, \"output_tokens\": \"<img src=x onerror=alert(1)>\"}}"
            })
    void whatIsNoCountOfTokensTellsNothingAndSpoilsNoOther(String metadata) {
        row("a", "m", "llm.result", metadata, "0 seconds");
        assertThat(told()).containsExactly("a m: 1 calls, in null, out null, 1 without, counted false");

        row("a", "m", "llm.result", ANTHROPIC, "0 seconds");
        assertThat(told()).containsExactly("a m: 2 calls, in 7, out 2, 1 without, counted false");
    }

    @Test
    void sumsOfHugeCountsStayCounts() {
        rows("a", "m", "llm.result", ANTHROPIC.replace("7", "1000000000000"), "0 seconds", 3);

        assertThat(told()).containsExactly("a m: 3 calls, in 3000000000000, out 6, 0 without, counted false");
    }

    @Test
    void whatAnAgentCallsItsModelIsText() {
        row("a", "<img src=x onerror=alert(1)>", "llm.result", ANTHROPIC, "0 seconds");

        assertThat(told())
                .containsExactly("a <img src=x onerror=alert(1)>: 1 calls, in 7, out 2, 0 without, counted false");
    }

    @Test
    void aLongDayIsCountedToTheRowAndWhatComesAfterToo() {
        rows("old", "m", "llm.result", ANTHROPIC, "-1 second", 2_000);
        rows("a", "m", "llm.result", ANTHROPIC, "0 seconds", 60_000);
        assertThat(told()).containsExactly("a m: 60000 calls, in 420000, out 120000, 0 without, counted false");

        rows("a", "m", "llm.result", OPENAI, "0 seconds", 5);
        assertThat(told()).containsExactly("a m: 60005 calls, in 420150, out 120020, 0 without, counted false");
    }

    @Test
    void aNumberFarAheadOfTheSequenceMakesNobodyRunAfterIt() {
        row("a", "m", "llm.result", ANTHROPIC, "0 seconds");
        stage.execute(
                "insert into governance_audit_events (chain_seq, event_id, session_id, agent_id, kind, model, hmac_value,"
                        + " created_at, metadata_json) values (9223372036854775806, gen_random_uuid(), gen_random_uuid(),"
                        + " 'far', 'llm.result', 'm', 'mac', now(), '{}')");
        row("a", "m", "llm.result", ANTHROPIC, "0 seconds");

        assertThat(told()).containsExactly("a m: 2 calls, in 14, out 4, 0 without, counted false");
    }
}
