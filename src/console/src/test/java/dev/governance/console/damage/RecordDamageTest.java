package dev.governance.console.damage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.cli.Program;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every damage of the whole log or of the console's own record, named by the command and over HTTP. */
class RecordDamageTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theCommandAndTheApiNameIt(RecordDamage damage) throws SQLException {
        UUID[] ids = new UUID[5];
        try (DamagedConsole console = DamagedConsole.with(damage, ids, folder)) {
            Program all = console.verify("--all");
            Program one = console.verify("--session", ids[0].toString());
            JsonNode whole = console.wholeLog();
            JsonNode session = console.get("/api/session/" + ids[0] + "/verify");

            assertThat(all.out().lines().findFirst().orElseThrow()).matches(damage.headline);
            assertThat(all.exitCode()).isEqualTo(damage.exitCode);
            assertThat(one.out()).startsWith(damage.sessionHeadline() + System.lineSeparator());
            assertThat(one.out()).contains("marks    " + damage.marks);
            assertThat(one.exitCode()).isEqualTo(damage.exitCode);
            assertThat(whole.get("verdict").asText()).matches(damage.verdict);
            assertThat(whole.get("headline").asText()).matches(damage.headline);
            assertThat(whole.get("marks").get("state").asText()).isEqualTo(damage.marks);
            if (damage.ofSession() != null) {
                assertThat(all.out()).contains("session " + ids[0] + ": " + damage.ofSession());
                assertThat(whole.get("damaged"))
                        .anySatisfy(
                                damaged -> assertThat(damaged.get("headline").asText() + ". "
                                                + damaged.get("sentence").asText())
                                        .isEqualTo(damage.ofSession()));
            }
            assertThat(session.get("verdict").asText()).isEqualTo(damage.sessionVerdict);
            assertThat(session.get("verified").asBoolean()).isFalse();
            assertThat(session.get("headline").asText()).isEqualTo(damage.sessionHeadline());
            assertThat(session.get("marks").get("state").asText()).isEqualTo(damage.marks);
        }
    }
}
