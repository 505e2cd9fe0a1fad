package dev.governance.console.damage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.cli.Program;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every damage of sessions, named by the command and over HTTP, in the session and in the whole log. */
class DamageTest {
    private static final Map<Damage, UUID[][]> SESSIONS = new EnumMap<>(Damage.class);
    private static DamagedConsole console;

    @BeforeAll
    static void start(@TempDir Path folder) throws SQLException {
        console = DamagedConsole.with(SESSIONS, folder);
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
    }

    private static UUID one(Damage damage) {
        return SESSIONS.get(damage)[0][0];
    }

    private static UUID other(Damage damage) {
        return SESSIONS.get(damage)[1][0];
    }

    @ParameterizedTest
    @EnumSource
    void theCommandNamesItInItsSession(Damage damage) {
        Program verify = console.verify("--session", one(damage).toString());

        assertThat(verify.out().lines().limit(2))
                .satisfiesExactly(
                        headline -> assertThat(headline).isEqualTo(damage.headline),
                        sentence -> assertThat(sentence).startsWith(damage.sentence));
        assertThat(verify.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void theApiNamesItInItsSession(Damage damage) {
        JsonNode verdict = console.get("/api/session/" + one(damage) + "/verify");
        JsonNode other = console.get("/api/session/" + other(damage) + "/verify");

        assertThat(verdict.get("verdict").asText()).isEqualTo(damage.verdict);
        assertThat(verdict.get("verified").asBoolean()).isFalse();
        assertThat(verdict.get("headline").asText()).isEqualTo(damage.headline);
        assertThat(verdict.get("sentence").asText()).startsWith(damage.sentence);
        assertThat(verdict.get("marks").get("state").asText()).isEqualTo("holds");
        assertThat(other.get("headline").asText())
                .isEqualTo(damage.ofOther() == null ? "Verified (4 events)" : damage.ofOther());
    }

    @ParameterizedTest
    @EnumSource
    void theApiSaysOfOneEventNoMoreThanItsOwnCheck(Damage damage) {
        JsonNode checked = console.get("/api/events/" + SESSIONS.get(damage)[0][damage.event] + "/verify");

        if (checked.has("code")) {
            assertThat(checked.get("code").asText()).isEqualTo(damage.eventVerdict);
            return;
        }
        assertThat(checked.get("verdict").asText()).isEqualTo(damage.eventVerdict);
        assertThat(checked.get("sentence").asText()).endsWith("Only this event was checked.");
    }

    @Test
    void theCommandNamesAllOfThemInTheWholeLog() {
        Program verify = console.verify("--all");

        assertThat(verify.out()).startsWith("TAMPERED in ");
        for (Damage damage : Damage.values()) {
            assertThat(verify.out())
                    .contains("session " + one(damage) + ": " + damage.headline + ". " + damage.sentence);
            if (damage.ofOther() != null) {
                assertThat(verify.out()).contains("session " + other(damage) + ": " + damage.ofOther());
            }
        }
        assertThat(verify.exitCode()).isEqualTo(1);
    }

    @Test
    void theApiNamesAllOfThemInTheWholeLogAndNoOther() {
        JsonNode verdict = console.wholeLog();

        assertThat(verdict.get("verdict").asText()).isEqualTo("tampered");
        Map<UUID, String> headlines = new java.util.HashMap<>();
        verdict.get("damaged")
                .forEach(damaged -> headlines.put(
                        UUID.fromString(damaged.get("session_id").asText()),
                        damaged.get("headline").asText()));
        Map<UUID, String> expected = new java.util.HashMap<>();
        for (Damage damage : Damage.values()) {
            expected.put(one(damage), damage.headline);
            if (damage.ofOther() != null) {
                expected.put(other(damage), damage.ofOther());
            }
        }
        assertThat(headlines).isEqualTo(expected);
    }
}
