package dev.governance.console.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("secret"), text).toString();
    }

    @Test
    void everySecretMayLieInAFileOfItsOwn() throws IOException {
        String file = file(SECRET + "\n");

        for (String variable : Secrets.VARIABLES) {
            assertThat(Secrets.resolved(Map.of(variable + "_FILE", file))).containsEntry(variable, SECRET);
            assertThat(Secrets.source(variable, Map.of(variable + "_FILE", file)))
                    .isEqualTo("file " + file);
        }
    }

    @Test
    void onlyTheLastLinesEndIsNotOfTheSecret() throws IOException {
        Map<String, String> windows = Secrets.resolved(Map.of("GOVERNANCE_MARKS_KEY_FILE", file("one\r\ntwo \r\n")));
        assertThat(windows).containsEntry("GOVERNANCE_MARKS_KEY", "one\r\ntwo ");
        assertThat(Secrets.resolved(Map.of("GOVERNANCE_MARKS_KEY_FILE", file("one\n\n"))))
                .containsEntry("GOVERNANCE_MARKS_KEY", "one\n");
    }

    @Test
    void whatIsNamedTwiceOrCannotBeReadIsToldByNameAndNotShown() throws IOException {
        assertRefused(
                Map.of("GOVERNANCE_AUDIT_SECRET", SECRET, "GOVERNANCE_AUDIT_SECRET_FILE", file(SECRET)), "keep one");
        assertRefused(Map.of("GOVERNANCE_AUDIT_SECRET_FILE", folder + "/none"), "/none");
        assertRefused(Map.of("GOVERNANCE_AUDIT_SECRET_FILE", file("")), "empty");
        assertRefused(Map.of("GOVERNANCE_AUDIT_SECRET_FILE", file("\n")), "empty");
        assertRefused(Map.of("GOVERNANCE_AUDIT_SECRET_FILE", file(SECRET + "\0")), "NUL");
        assertRefused(Map.of("GOVERNANCE_AUDIT_SECRET_FILE", file("x".repeat(70_000))), "bytes");
        assertRefused(
                Map.of(
                        "GOVERNANCE_AUDIT_SECRET_FILE",
                        Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe})
                                .toString()),
                "no text");
    }

    private static void assertRefused(Map<String, String> environment, String why) {
        assertThatThrownBy(() -> Secrets.resolved(environment))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("GOVERNANCE_AUDIT_SECRET")
                .hasMessageContaining(why)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void anEmptyVariableIsNone() {
        assertThat(Secrets.source("GOVERNANCE_AUDIT_SECRET", Map.of("GOVERNANCE_AUDIT_SECRET", "")))
                .isEqualTo("not set");
        assertThat(Secrets.resolved(Map.of("GOVERNANCE_AUDIT_SECRET_FILE", "")))
                .doesNotContainKey("GOVERNANCE_AUDIT_SECRET");
    }
}
