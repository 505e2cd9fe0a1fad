package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UpkeepCommandsTest {
    @TempDir
    Path folder;

    private static String printed(String... arguments) {
        StringWriter out = new StringWriter();
        new CommandLine(new Cli()).setOut(new PrintWriter(out)).execute(arguments);
        return out.toString();
    }

    @Test
    void aCheckPrintsWhatAMigrationThenDoes() {
        String url = TestPostgres.empty().withPassword();

        String check = printed("migrate", "--database-url", url, "--check");
        String done = printed("migrate", "--database-url", url);
        String again = printed("migrate", "--database-url", url, "--check");

        assertThat(check).contains("would apply V001 audit events", "table governance_policies is absent");
        assertThat(done).contains("applied V001 audit events", "is up to date now");
        assertThat(again).contains("is up to date; nothing to do");
    }

    @Test
    void aBackupIsRestoredElsewhere() {
        Path file = folder.resolve("backup");
        String from = TestPostgres.migrated().withPassword();

        String wrote = printed("backup", "--database-url", from, "--to", file.toString());
        String restored =
                printed("restore", "--database-url", TestPostgres.empty().withPassword(), "--from", file.toString());

        assertThat(wrote).startsWith("wrote 1 rows of").contains("GOVERNANCE_AUDIT_SECRET");
        assertThat(restored).startsWith("restored and verified 1 rows of");
    }

    @Test
    void programsAreToldInJson() {
        Path file = folder.resolve("backup");
        String empty = TestPostgres.empty().withPassword();

        JsonNode check = Json.tree(printed("migrate", "--json", "--check", "--database-url", empty));
        JsonNode done = Json.tree(printed("migrate", "--json", "--database-url", empty));
        JsonNode wrote = Json.tree(printed("backup", "--json", "--database-url", empty, "--to", file.toString()));

        assertThat(check.path("changed").asBoolean(true)).isFalse();
        assertThat(check.path("steps").toString()).contains("would apply V001 audit events");
        assertThat(done.path("changed").asBoolean()).isTrue();
        assertThat(done.path("steps").toString()).contains("applied V001 audit events");
        assertThat(wrote.path("tables").asInt()).isGreaterThan(10);
        assertThat(wrote.path("rows").isIntegralNumber()).isTrue();
    }

    @Test
    void whatIsRefusedExitsWithOne() throws Exception {
        Path file = Files.writeString(folder.resolve("backup"), "no backup");
        String url = TestPostgres.migrated().withPassword();

        assertThat(Cli.run("backup", "--database-url", url, "--to", file.toString()))
                .isEqualTo(1);
        assertThat(Cli.run("restore", "--database-url", url, "--from", file.toString()))
                .isEqualTo(1);
        assertThat(Cli.run("restore", "--database-url", url, "--from", folder + "/absent"))
                .isEqualTo(1);
    }
}
