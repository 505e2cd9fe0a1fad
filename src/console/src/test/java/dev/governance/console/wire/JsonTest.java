package dev.governance.console.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.testing.Contracts;
import dev.governance.console.testing.Samples;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON as the API speaks it. */
class JsonTest {
    record Body(String userName, int count, Instant startsAt) {}

    @Test
    void membersAreInSnakeCaseTimesInUtcAndNothingIsLeftOut() {
        assertThat(Json.write(
                        new Lamp(Lamp.Status.WARN, null, "near", Instant.parse("2026-04-15T12:00:00Z"), null, 7L)))
                .isEqualTo("{\"status\":\"WARN\",\"value\":null,\"reason\":\"near\",\"since\":\"2026-04-15T12:00:00Z\","
                        + "\"event_id\":null,\"chain_seq\":7}");
        assertThat(Json.write(new Health(true, "1.0", "up")))
                .isEqualTo("{\"ok\":true,\"version\":\"1.0\",\"database\":\"up\"}");
    }

    @Test
    void everyRecordOfTheContractCanBeShown() {
        assertThat(Contracts.records())
                .allSatisfy(type -> assertThat(Json.tree(Json.write(Samples.of(type, true))))
                        .isNotNull());
    }

    @Test
    void rolesAndOutcomesAreTheirCodes() {
        assertThat(Json.write(Role.ADMIN)).isEqualTo("\"admin\"");
        assertThat(Json.read("\"Viewer\"", Role.class)).isEqualTo(Role.VIEWER);
        assertThat(Json.write(Outcome.BLOCKED)).isEqualTo("\"blocked\"");
        assertThatThrownBy(() -> Json.read("\"owner\"", Role.class)).hasMessageContaining("viewer or admin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"user_name": "u", "count": 1, "secret": "s3cr3t"}         | secret
            {"user_name": {"s3cr3t": 1}, "count": 1}                   | user_name
            {"user_name": "u", "count": "s3cr3t"}                      | count
            {"user_name": "u", "count": null}                          | count
            {"user_name": "u", "count": 1, "starts_at": "s3cr3t"}      | starts_at
            {"user_name": "s3cr3t                                      | user_name
            {"user_name": "u", "count": 1} s3cr3t                      | line 1
            null                                                       | not null
            """)
    void whatDoesNotFitIsNamedButNeverRepeated(String json, String named) {
        assertThatThrownBy(() -> Json.read(json, Body.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void ofWhatSomebodySentNotEvenAnUnknownMemberIsRepeated() {
        assertThatThrownBy(() -> Json.readSent("{\"user_name\": \"u\", \"count\": 1, \"s3cr3t\": 1}", Body.class))
                .hasMessageContainingAll("a member is unknown; known are [", "user_name", "count", "starts_at")
                .message()
                .doesNotContain("s3cr3t");
        assertThatThrownBy(() -> Json.readSent("{\"user_name\": {\"s3cr3t\": 1}, \"count\": 1}", Body.class))
                .hasMessageContaining("\"user_name\"")
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void numbersKeepEveryDigit() {
        String json = "{\"a\":0.12345678901234567890123,\"b\":123456789012345678901234567890,\"c\":1E+2}";

        assertThat(Json.tree(json).path("a").decimalValue().toPlainString()).isEqualTo("0.12345678901234567890123");
        assertThat(Json.tree(json).path("b").bigIntegerValue().toString()).hasSize(30);
    }

    @Test
    void whatIsNestedTooDeeplyToBeWrittenIsNotRead() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);

        assertThatThrownBy(() -> Json.tree(deep)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Json.write(Json.tree("[".repeat(200) + "]".repeat(200)))).hasSize(400);
    }

    @Test
    void whoCameByATokenIsNobodyElseOnAnotherNode() {
        Caller script = new Caller(
                new UUID(1, 2), "operator-1", Role.ADMIN, null, new ScopedToken(new UUID(3, 4), Set.of("read")));

        assertThat(Json.unpack(Json.pack(script), Caller.class)).isEqualTo(script);
        assertThat(script.administers()).isFalse();
    }

    @Test
    void aRecordSurvivesTheWayToAnotherNode() {
        Caller caller = new Caller(new UUID(1, 2), "operator-1", Role.ADMIN, new UUID(3, 4));

        assertThat(Json.unpack(Json.pack(caller), Caller.class)).isEqualTo(caller);
    }

    @Test
    void whatANewerConsoleSaysMoreIsLeftOutAndTheRestIsReadAsStrictly() {
        String more = "{\"ok\":true,\"version\":\"1\",\"database\":\"up\",\"mood\":\"fine\"}";

        assertThat(Json.readAnswer(more, Health.class)).isEqualTo(new Health(true, "1", "up"));
        assertThatThrownBy(() -> Json.read(more, Health.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.readAnswer("{\"ok\":null,\"version\":\"1\"}", Health.class))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
