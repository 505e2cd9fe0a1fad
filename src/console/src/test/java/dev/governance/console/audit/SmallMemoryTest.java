package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large logs in a Java with little memory: what it takes does not grow with the log. */
class SmallMemoryTest {
    private static final String SECRET = "4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07";
    private static final int SESSIONS = 400_000;
    private static final int LENGTH = 100_000;

    @TempDir
    private Path folder;

    private static DatabaseUrl url;

    @BeforeAll
    static void write() throws SQLException {
        url = TestPostgres.migrated();
        ManyRows.write(url, AuditLog.KEY, 1, SESSIONS, 1);
        ManyRows.write(url, AuditLog.KEY, 2, 1, LENGTH);
    }

    @Test
    void fourHundredThousandSessionsOfOneRowAreVerified() throws Exception {
        String said = verify("--all", "--json");

        assertThat(said).contains("\"events\":500000", "\"sessions\":400001", "\"verified_sessions\":400001");
    }

    @Test
    void oneLongSessionIsVerified() throws Exception {
        String said = verify("--session", new UUID(2, 0).toString());

        assertThat(said).startsWith("Marks missing").contains("100,000 of 100,000 events");
    }

    private String verify(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.governance.console.cli.Cli",
                "verify",
                "--data",
                folder.resolve("data").toString(),
                "--database-url",
                url.withPassword()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("GOVERNANCE_AUDIT_SECRET", SECRET);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(err)).isEmpty();
        assertThat(process.exitValue())
                .as("nothing is wrong, and there are no marks")
                .isEqualTo(3);
        return said;
    }
}
