package dev.governance.console.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import dev.governance.console.testing.TestPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Those who used the Python console come into ours with their passwords, and the other way round. */
@Tag("interop")
class PeopleTest {
    @ParameterizedTest
    @EnumSource
    void aUserOfThePackageSignsInHere(PythonRelease release) {
        DatabaseUrl database = TestPostgres.empty();
        release.governance(database, "migrate");
        release.governance(
                database,
                "console",
                "add-user",
                "--username",
                "Maria",
                "--role",
                "admin",
                "--password",
                InteropConsole.PASSWORD);
        Migrations.migrate(database, false, line -> {});

        try (InteropConsole console = InteropConsole.on(database)) {
            JsonNode maria = console.signIn("maria", InteropConsole.PASSWORD);

            assertThat(maria.get("username").asText()).isEqualTo("maria");
            assertThat(maria.get("role").asText()).isEqualTo("admin");
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePackageKnowsAUserOfOurs(PythonRelease release) {
        DatabaseUrl database = TestPostgres.migrated();
        InteropConsole.addUser(database);

        try (PythonRun run = release.script(database, "password.py", InteropConsole.ADMIN, InteropConsole.PASSWORD)) {
            assertThat(run.await("password").get("holds").asBoolean()).isTrue();
        }
        assertThat(release.governance(database, "console", "list-users"))
                .contains(InteropConsole.ADMIN, "admin", "active");
    }
}
