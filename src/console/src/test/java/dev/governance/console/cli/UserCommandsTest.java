package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCommandsTest {
    private static Path data;
    private static EmbeddedPostgres postgres;

    /** What a command left behind. */
    private record Ran(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        Path folder = Path.of("target", "test-commands").toAbsolutePath();
        Files.createDirectories(folder);
        data = Files.createTempDirectory(folder, "data");
        Files.delete(data);
        postgres = EmbeddedPostgres.start(data, line -> {});
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static Ran run(String... arguments) {
        return fed("", arguments);
    }

    /** Runs a command as the launcher does, on the data folder of this test. */
    private static Ran fed(String stdin, String... arguments) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(data, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(talk, true, StandardCharsets.UTF_8));
        try {
            int exit = Cli.run(arguments);
            return new Ran(exit, data.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static Ran add(String username, String... more) {
        return fed("polonium and radium\n", arguments("add-user", username, more));
    }

    private static String[] arguments(String command, String username, String... more) {
        List<String> all = new ArrayList<>(List.of("console", command, "--data=" + data, "--username", username));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void aPasswordFromStdinIsTakenAndNotRepeated() {
        Ran added = add("Marie", "--role", "admin", "--password-stdin");

        assertThat(added.err()).endsWith("added marie, admin\n").doesNotContain("polonium");
        assertThat(added.out()).isEmpty();
        assertThat(added.exit()).isZero();
        assertThat(run("console", "list-users", "--data=" + data).out())
                .containsPattern("marie +admin +active +20\\d\\d-");
    }

    @Test
    void aMadeUpPasswordIsAloneOnStdout() {
        Ran added = add("pierre", "--generate");

        assertThat(added.out()).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}\n");
        assertThat(added.err())
                .contains("added pierre, viewer", "shown this once")
                .doesNotContain(added.out().strip());
        assertThat(added.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--password=polonium and radium", "--password"})
    void aPasswordOnTheCommandLineIsRefusedWithTheWaysOut(String option) {
        Ran refused = add("irene", option);

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("--password-stdin", "--generate").doesNotContain("polonium");
        assertThat(run("console", "list-users", "--data=" + data).out()).doesNotContain("irene");
    }

    @Test
    void withoutATerminalTheWaysOutAreNamed() {
        Ran refused = add("irene");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("no terminal", "--password-stdin", "--generate");
    }

    @Test
    void anEmptyStdinIsNoPassword() {
        Ran refused = fed("\n", arguments("add-user", "irene", "--password-stdin"));

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("no password on stdin");
    }

    @Test
    void aShortPasswordATakenNameAndAnUnknownRoleAreRefused() {
        add("ernest", "--generate");

        assertThat(fed("short\n", arguments("add-user", "irene", "--password-stdin")))
                .satisfies(ran -> assertThat(ran.exit()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.err()).contains("12 to 128 characters"));
        assertThat(add("Ernest", "--generate"))
                .satisfies(ran -> assertThat(ran.exit()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.err()).contains("there is a user ernest already"));
        assertThat(add("irene", "--generate", "--role", "root"))
                .satisfies(ran -> assertThat(ran.exit()).isEqualTo(2))
                .satisfies(ran -> assertThat(ran.err()).contains("--role"));
    }

    @Test
    void aResetTellsTheNewPasswordAndAnUnknownNameIsRefused() {
        add("niels", "--generate");

        Ran reset = run(arguments("reset-password", "niels", "--generate"));

        assertThat(reset.exit()).isZero();
        assertThat(reset.out()).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}\n");
        assertThat(run(arguments("reset-password", "nobody", "--generate")))
                .satisfies(ran -> assertThat(ran.exit()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.err()).contains("there is no user nobody"));
    }

    @Test
    void aDisabledUserIsListedAsSuch() {
        add("max", "--generate");

        Ran disabled = run(arguments("disable-user", "MAX"));

        assertThat(disabled.err()).endsWith("disabled max; all sessions ended\n");
        assertThat(run("console", "list-users", "--data=" + data).out()).containsPattern("max +viewer +disabled");
        assertThat(run(arguments("disable-user", "max")).exit()).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsNotRunningIsStartedForTheCommand() throws IOException {
        Path other = Files.createTempDirectory(data.getParent(), "other");
        Files.delete(other);

        Ran added = run("console", "add-user", "--data=" + other, "--username=lise", "--generate");
        Ran listed = run("console", "list-users", "--data=" + other);

        assertThat(added.err()).endsWith("shown this once:\n");
        assertThat(added.exit()).isZero();
        assertThat(listed.out()).contains("lise");
        assertThat(EmbeddedPostgres.running(other)).isEmpty();
    }

    @Test
    void whereThereAreNoDataTheWayOutIsNamed() {
        Ran refused = run("console", "list-users", "--data=" + data.resolve("nowhere"));

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("there are no data in", "--database-url", "--data DIR");
    }
}
