package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record's commands as processes of their own. */
class MarksCommandsTest {
    @TempDir
    Path folder;

    private DatabaseUrl url;

    @BeforeEach
    void start() {
        url = TestPostgres.migrated();
    }

    private Program run(Map<String, String> further, String... arguments) {
        String[] all = new String[arguments.length + 5];
        all[0] = "marks";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--database-url";
        all[arguments.length + 2] = url.withPassword();
        all[arguments.length + 3] = "--data";
        all[arguments.length + 4] = folder.resolve("data").toString();
        Map<String, String> environment = new java.util.HashMap<>(further);
        environment.put("GOVERNANCE_AUDIT_SECRET", Stage.SECRET);
        return Program.run(folder, environment, all);
    }

    @Test
    void anOperatorBeginsTheRecordAndOthersAreGivenItsPublicKey() throws IOException {
        Program before = run(Map.of(), "status");
        Program adopted = run(Map.of(), "adopt", "--reason", "new to this console", "--operator", "operator-2");
        Program after = run(Map.of(), "status", "--json");
        Program key = run(Map.of(), "public-key");

        assertThat(before.out()).startsWith("marks missing: Deletions cannot be ruled out");
        assertThat(before.exitCode()).isEqualTo(3);
        assertThat(adopted.exitCode()).isZero();
        assertThat(adopted.out()).startsWith("the marks begin anew with head 1, signed with key ");
        assertThat(after.out()).contains("\"state\":\"begun\"", "\"number\":1");
        assertThat(after.exitCode()).isEqualTo(3);
        assertThat(key.out()).startsWith("-----BEGIN PUBLIC KEY-----");
        Path kept = folder.resolve("data-marks").resolve(url.database());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolve("marks-key"))))
                .isEqualTo("rw-------");
        assertThat(kept.resolve("marks-key.pub")).hasContent(key.out());
        assertThat(adopted.out() + adopted.err() + after.out() + key.out())
                .doesNotContain(Files.readString(kept.resolve("marks-key")));
        assertThat(TestPostgres.ask(
                        url,
                        "select metadata_json ->> 'by' from governance_audit_events" + " where kind = 'marks.adopted'"))
                .singleElement()
                .asString()
                .startsWith("operator-2 (command line, ");
    }

    @Test
    void aReasonIsRequired() {
        assertThat(run(Map.of(), "adopt").exitCode()).isEqualTo(2);
        assertThat(run(Map.of(), "adopt", "--reason", " ").exitCode()).isEqualTo(1);
        assertThat(TestPostgres.ask(url, "select number from governance_console.mark_heads"))
                .isEmpty();
    }

    @Test
    void aKeyThatCannotBeReadIsToldWithoutRepeatingIt() {
        Program adopted =
                run(Map.of("GOVERNANCE_MARKS_KEY", "no-key-but-hidden-words"), "adopt", "--reason", "first start");

        assertThat(adopted.exitCode()).isEqualTo(1);
        assertThat(adopted.err())
                .contains("GOVERNANCE_MARKS_KEY: this is no private Ed25519 key")
                .doesNotContain("hidden-words", "\tat ");
    }
}
