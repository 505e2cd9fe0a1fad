package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.server.config.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSecretTest {
    private static final String GOOD = "correct horse battery staple and more";

    @TempDir
    Path folder;

    @Test
    void aForeignDatabaseNeedsASecretAndTheMessageSaysHowToMakeOne() {
        assertThatThrownBy(() -> AuditSecret.required(Map.of()))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("GOVERNANCE_AUDIT_SECRET is not set")
                .hasMessageContaining("openssl rand");
    }

    @Test
    void aShortOrMonotonousSecretIsRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> AuditSecret.required(Map.of(AuditSecret.VARIABLE, "tooshort")))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("8 bytes")
                .hasMessageNotContaining("tooshort");
        assertThatThrownBy(() -> AuditSecret.required(Map.of(AuditSecret.VARIABLE, "ab".repeat(20))))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("different bytes")
                .hasMessageNotContaining("abab");
    }

    @Test
    void anEmbeddedDatabaseKeepsASecretOfItsOwnForTheOwnerAlone() throws Exception {
        String made = AuditSecret.kept(folder, Map.of());

        assertThat(made).hasSize(64);
        assertThat(AuditSecret.kept(folder, Map.of())).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("audit-secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theEnvironmentWinsOverTheKeptSecret() {
        AuditSecret.kept(folder, Map.of());

        assertThat(AuditSecret.kept(folder, Map.of(AuditSecret.VARIABLE, GOOD))).isEqualTo(GOOD);
    }

    @Test
    void theNextSecretComesFromTheEnvironment() {
        assertThat(AuditSecret.next(Map.of())).isEmpty();
        assertThat(AuditSecret.next(Map.of("GOVERNANCE_AUDIT_SECRET_NEXT", GOOD)))
                .contains(GOOD);
    }

    @Test
    void aNextSecretThatIsWeakIsRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> AuditSecret.next(Map.of("GOVERNANCE_AUDIT_SECRET_NEXT", "tooshort")))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("GOVERNANCE_AUDIT_SECRET_NEXT:")
                .hasMessageNotContaining("tooshort");
    }

    @Test
    void aSecretWhoseMakingWasCutShortIsMadeAnew() throws Exception {
        Files.createFile(folder.resolve("audit-secret"));
        Files.createFile(folder.resolve("audit-secret.new"));

        assertThat(AuditSecret.kept(folder, Map.of())).hasSize(64);
        assertThat(folder.resolve("audit-secret")).isNotEmptyFile();
        assertThat(folder.resolve("audit-secret.new")).doesNotExist();
    }

    @Test
    void aSecretThatCannotBeReadIsTold() throws Exception {
        Files.createDirectory(folder.resolve("audit-secret"));

        assertThatThrownBy(() -> AuditSecret.kept(folder, Map.of()))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("audit-secret")
                .hasMessageContaining("cannot be read");
    }
}
