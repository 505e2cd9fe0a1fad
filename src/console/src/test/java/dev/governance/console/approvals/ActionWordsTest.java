package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Approvals;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Approval;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentence that says what an agent asks for, of rows as SDKs and strangers write them. */
class ActionWordsTest {
    private static final String ASKS = "refund-agent asks for payments.refund";

    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = ApprovalsStage.open();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private GateRow gate() {
        return aGate(stage).of("refund-agent").ofKind("payments.refund");
    }

    private String action(GateRow row) {
        row.insert();
        return listed(row);
    }

    private String listed(GateRow row) {
        return stage.ask(Approvals.PENDING, new Approvals.Pending(ADMIN, 10, true, null)).approvals().stream()
                .filter(approval -> approval.requestId().equals(row.id))
                .findFirst()
                .map(Approval::action)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"amount": 120}                                  |  with amount 120
            {"amount": -120.50, "to": "c-17", "now": true}   |  with amount -120.5, now true, to "c-17"
            {"amount": "120"}                                |  with amount "120"
            {"amount": "NaN"}                                |  with amount "NaN"
            {"amount": null}                                 |  with amount null
            {"amount": 1e300}                                |  with amount a number too long to show
            {"args": [49, "now"], "kwargs": {"to": "c-17"}}  |  with 49, "now", to "c-17"
            {"args": [], "kwargs": {}}                       | ; its arguments are not stored
            {"args": [1], "kwargs": {}, "note": 1}           |  with args a list of 1, kwargs an object of 0 members, note 1
            {"items": [1, 2], "by": {"id": 1}}               |  with by an object of 1 member, items a list of 2
            {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6} |  with a 1, b 2, c 3, d 4 and 2 more
            [1, 2]                                           |  with a list of 2
            "all of it"                                      |  with "all of it"
            null                                             | ; its arguments are not stored
            {}                                               |  without arguments
            """)
    void theSentenceIsMadeOfKindAndPayload(String payload, String words) {
        String expected = words.startsWith(";") ? words : " " + words.strip();

        assertThat(action(gate().payload(payload))).isEqualTo(ASKS + expected);
    }

    @Test
    void argumentsThatAreNotInTheRowAreNotSaidToBeNone() {
        GateRow row = gate().payload("{}").hashedAs("ab".repeat(32));

        assertThat(action(row)).isEqualTo(ASKS + "; its arguments are not stored");
    }

    @Test
    void aTextCannotPassForAnotherArgumentNorForMarkup() {
        GateRow row = gate().payload("{\"amount\": 1, \"note, amount 5\": \"x\\\", amount \\\"9\\n\\u202e\","
                + " \"html of the note\": \"<img src=x onerror=alert(1)>\"}");

        assertThat(action(row))
                .isEqualTo(ASKS + " with amount 1, \"html of the note\" \"<img src=x onerror=alert(1)>\","
                        + " \"note, amount 5\" \"x\\\", amount \\\"9\"");
    }

    @Test
    void anAgentAndAKindThatAreNoNamesAreQuoted() {
        GateRow row = aGate(stage)
                .of("<img onerror=alert(1)> asks for tea")
                .ofKind("x without arguments")
                .payload("{\"amount\": 1}");

        assertThat(action(row))
                .isEqualTo("\"<img onerror=alert(1)> asks for tea\" asks for \"x without arguments\" with amount 1");
    }

    @Test
    void longTextsAreCutWithinTheirQuotes() {
        String name = "n".repeat(300);

        assertThat(action(gate().payload("{\"" + name + "\": \"" + "v".repeat(5_000) + "\"}")))
                .isEqualTo(ASKS + " with \"" + "n".repeat(59) + "…\" \"" + "v".repeat(59) + "…\"");
    }

    @Test
    void secretsStayBehind() {
        assertThat(action(gate().payload("{\"card_token\": \"tok-1\", \"dsn\": \"postgres://u:p@h/d\"}")))
                .isEqualTo(ASKS + " with card_token \"***REDACTED***\", dsn \"[REDACTED]\"");
    }

    @Test
    void aPayloadThatCannotBeReadIsSaidToBeSo() {
        GateRow large = gate().payload("{\"blob\": \"" + "x".repeat(200_000) + "\"}");
        GateRow deep = gate();

        assertThat(action(large)).isEqualTo(ASKS + "; its arguments cannot be shown");
        action(deep);
        stage.execute(
                "update governance_gates_pending set payload_json = (repeat('[', 1500) || repeat(']', 1500))::jsonb"
                        + " where request_id = ?",
                deep.id);
        assertThat(listed(deep)).isEqualTo(ASKS + "; its arguments cannot be shown");
    }
}
