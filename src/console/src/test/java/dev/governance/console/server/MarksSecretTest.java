package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.MarksKey;
import dev.governance.console.server.config.Secrets;
import dev.governance.console.server.config.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the key of the marks, and its public half, come from. */
class MarksSecretTest {
    private final MarksKey key = MarksKey.random();

    @TempDir
    Path folder;

    private MarksSecret secret(Map<String, String> environment) {
        return new MarksSecret(folder.resolve("kept"), environment);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("given"), text).toString();
    }

    @Test
    void theKeyIsReadFromAFile() throws IOException {
        MarksSecret secret = secret(Secrets.resolved(Map.of("GOVERNANCE_MARKS_KEY_FILE", file(key.secretText()))));

        assertThat(secret.found().orElseThrow().publicKey()).isEqualTo(key.publicKey());
        assertThat(secret.pinned()).contains(key.publicKey());
        assertThat(secret.foundOrMade().publicKey()).isEqualTo(key.publicKey());
        assertThat(folder.resolve("kept")).doesNotExist();
    }

    @Test
    void thePublicKeyIsReadFromTheEnvironment() {
        MarksSecret secret =
                secret(Map.of("GOVERNANCE_MARKS_PUBLIC_KEY", key.publicKey().pem()));

        assertThat(secret.pinned()).contains(key.publicKey());
        assertThat(secret.found()).isEmpty();
    }

    @Test
    void thePublicKeyIsReadFromAFileAndOutweighsTheKeyThatIsKept() throws IOException {
        secret(Map.of()).foundOrMade();
        MarksSecret secret = secret(Secrets.resolved(
                Map.of("GOVERNANCE_MARKS_PUBLIC_KEY_FILE", file(key.publicKey().pem()))));

        assertThat(secret.pinned()).contains(key.publicKey());
    }

    @Test
    void whatCannotBeReadIsNamedByItsVariableAndNotShown() throws IOException {
        MarksSecret wrong = secret(Secrets.resolved(Map.of("GOVERNANCE_MARKS_PUBLIC_KEY_FILE", file("hidden-words"))));

        assertThatThrownBy(wrong::pinned)
                .isInstanceOf(StartProblem.class)
                .hasMessageStartingWith("GOVERNANCE_MARKS_PUBLIC_KEY: ")
                .hasMessageNotContaining("hidden-words");
    }
}
