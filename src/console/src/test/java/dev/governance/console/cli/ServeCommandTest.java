package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    private static final String SECRET = "a secret that is long and has many letters";

    @TempDir
    Path temporary;

    private Program serve(Map<String, String> environment, String... further) {
        String[] all = java.util.Arrays.copyOf(new String[] {"serve", "--port", "0"}, 3 + further.length);
        System.arraycopy(further, 0, all, 3, further.length);
        return Program.run(temporary, environment, all);
    }

    private static Map<String, String> on(String url) {
        Map<String, String> environment = new HashMap<>();
        environment.put("GOVERNANCE_DATABASE_URL", url);
        environment.put("GOVERNANCE_AUDIT_SECRET", SECRET);
        return environment;
    }

    private static void assertRefused(Program program, String... words) {
        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.out()).isEmpty();
        assertThat(program.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void aForeignDatabaseIsNeverAlteredUnasked() throws SQLException {
        DatabaseUrl empty = TestPostgres.empty();

        Program program = serve(on(empty.withPassword()));

        assertRefused(program, "governance migrate", "nothing was changed");
        try (Connection connection = empty.connect();
                ResultSet tables = connection
                        .createStatement()
                        .executeQuery("select count(*) from pg_class where relnamespace = 'public'::regnamespace")) {
            tables.next();
            assertThat(tables.getInt(1)).isZero();
        }
    }

    @Test
    void aForeignDatabaseNeedsAStrongSecret() {
        Map<String, String> environment = on(TestPostgres.migrated().withPassword());
        environment.remove("GOVERNANCE_AUDIT_SECRET");
        assertRefused(serve(environment), "GOVERNANCE_AUDIT_SECRET is not set", "openssl rand");

        environment.put("GOVERNANCE_AUDIT_SECRET", "short");
        assertRefused(serve(environment), "GOVERNANCE_AUDIT_SECRET", "5 bytes");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsNamedWithoutItsPassword() {
        DatabaseUrl url = TestPostgres.migrated();
        Program refused = serve(on(
                "postgresql://" + url.user() + ":wrong-one@" + url.host() + ":" + url.port() + "/" + url.database()));
        assertRefused(refused, "wrong user name or password");
        assertThat(refused.err()).doesNotContain("wrong-one");

        assertRefused(serve(on("postgresql://nobody@127.0.0.1:1/nothing")), "no database answers", "127.0.0.1:1");
        assertRefused(serve(on("mysql://somewhere")), "must begin with postgresql://");
    }

    @Test
    void anUnknownKeyOfTheConfigurationIsNamed() throws IOException {
        Path file = Files.writeString(temporary.resolve("mine.json"), "{\"http\": {\"prot\": 1}}");

        assertRefused(serve(Map.of(), "--config", file.toString()), "prot", "mine.json");
    }

    @Test
    void aFolderThatIsNoFolderIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("a-file"), "not a folder");

        assertRefused(serve(Map.of(), "--data", file.toString()), "a-file", "--data DIR");
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void wrongUsageExitsWithTwoAndHelpWithZero() {
        assertThat(Cli.run("serve", "--prot", "1")).isEqualTo(2);
        assertThat(Cli.run("fly")).isEqualTo(2);
        assertThat(Cli.run(new String[0])).isEqualTo(2);
        assertThat(Cli.run("--help")).isZero();
        assertThat(Cli.run("--version")).isZero();
    }
}
