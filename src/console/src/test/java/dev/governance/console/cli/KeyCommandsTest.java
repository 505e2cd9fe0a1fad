package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainKey;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands as processes of their own: what they print and with what they exit. */
class KeyCommandsTest {
    private static final String SECRET = "4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07";
    private static final String NEXT = "9e8d7c6b5a49382716f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0ff";
    private static final String PEM = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=
            -----END PUBLIC KEY-----
            """;

    private final DatabaseUrl url = TestPostgres.migrated();
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "test-keys").toAbsolutePath()), "run");
    }

    private Program run(String secret, String... arguments) {
        Map<String, String> environment = Map.of(
                "GOVERNANCE_DATABASE_URL", url.withPassword(), "GOVERNANCE_AUDIT_SECRET", secret, "NEW_SECRET", NEXT);
        return Program.run(
                folder,
                environment,
                Stream.concat(Stream.of("keys"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Program rotate(String... more) {
        return run(
                SECRET,
                Stream.concat(Stream.of("rotate", "--operator=maria", "--reason=scheduled"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<String> versions() {
        return TestPostgres.ask(url, "select fingerprint from governance_audit_chain_keys order by key_version");
    }

    @Test
    void aRotationTellsWhatItRegisteredAndWhatToDoNext() {
        Program rotated = rotate("--new-key-uri=env://NEW_SECRET", "--confirm");

        assertThat(rotated.err())
                .contains(
                        "registered the secret as its text reads, which is what GOVERNANCE_AUDIT_SECRET signs with: key"
                                + " 14350507100e9de4",
                        "its text is valid base64, too; that reading, key "
                                + ChainKey.ofSecret(NEXT)
                                        .decoded()
                                        .orElseThrow()
                                        .prefix() + ", signs nothing",
                        "the outgoing key was registered as the first one",
                        "GOVERNANCE_CHAIN_KEY_5a1f14ab6c7a0e7c=file:///");
        assertThat(rotated.exitCode()).isZero();
        assertThat(rotated.out())
                .isEqualTo(
                        "rotated: key 5a1f14ab6c7a0e7c signed up to sequence number 1, key 14350507100e9de4 (version 2)"
                                + " signs after it\n");
        assertThat(rotated.out() + rotated.err()).doesNotContain(SECRET, NEXT);
        assertThat(versions())
                .containsExactly(
                        ChainKey.ofSecret(SECRET).fingerprint(),
                        ChainKey.ofSecret(NEXT).fingerprint());
    }

    @Test
    void aLineBreakAtTheEndOfAFileIsLeftOutAndSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), NEXT + "\r\n");

        Program rotated = rotate("--new-key-file=" + file, "--confirm");

        assertThat(rotated.err()).contains("the line break at the end of its file is no part of it");
        assertThat(rotated.out()).contains("key 14350507100e9de4");
    }

    @Test
    void withoutConfirmationNothingHappens() {
        Program refused = rotate("--new-key-uri=env://NEW_SECRET");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("add --confirm");
        assertThat(versions()).isEmpty();
    }

    @Test
    void whatIsWrongAboutANewKeyIsSaid() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28, 1, 2});
        Path weak = Files.writeString(folder.resolve("weak"), "short");

        assertThat(rotate("--confirm").exitCode()).isEqualTo(2);
        assertThat(rotate("--confirm", "--new-key-uri=env://A", "--new-key-file=b")
                        .exitCode())
                .isEqualTo(2);
        assertThat(refusal("--new-key-uri=env://UNSET_NAME")).contains("UNSET_NAME is not set");
        assertThat(refusal("--new-key-uri=" + NEXT))
                .contains("never given itself")
                .doesNotContain(NEXT);
        assertThat(refusal("--new-key-file=" + binary)).contains("is no text");
        assertThat(refusal("--new-key-file=" + weak)).contains("the new key is weak", "openssl rand -hex 32");
        assertThat(refusal("--new-key-file=" + folder.resolve("none"))).contains("cannot be read");
        assertThat(versions()).isEmpty();
    }

    private String refusal(String option) {
        Program refused = rotate("--confirm", option);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).doesNotContain("\tat ");
        return refused.err();
    }

    @Test
    void theListTellsKeysAndNoSecret() throws IOException {
        Path file = Files.writeString(folder.resolve("agent.pem"), PEM);
        Program imported = run(SECRET, "import", "--agent=governance.default", "--public-key=" + file);
        Program revoked = run(
                SECRET,
                "revoke",
                "--fingerprint=f0ff50dacf109dea7f716d7c03eb7a82",
                "--reason=laptop lost",
                "--operator=maria");
        rotate("--new-key-uri=env://NEW_SECRET", "--confirm");

        Program list = run(NEXT, "list");
        Program json = run(NEXT, "list", "--json");

        assertThat(imported.out()).isEqualTo("f0ff50dacf109dea7f716d7c03eb7a82\n");
        assertThat(imported.exitCode()).isZero();
        assertThat(revoked.out()).matches("revoked f0ff50dacf109dea7f716d7c03eb7a82 from sequence number \\d+ on\n");
        assertThat(list.out().lines().toList().get(1))
                .matches("2 +14350507100e9de4 +active +\\d+ to now .*, signs here");
        assertThat(list.out().lines().toList().get(2)).matches("1 +5a1f14ab6c7a0e7c +unavailable +0 to \\d+ .*");
        assertThat(list.out())
                .containsPattern("f0ff50dacf109dea7f716d7c03eb7a82 +governance.default +revoked from"
                        + " sequence number \\d+ by maria: laptop lost");
        assertThat(json.out()).startsWith("{\"chain_keys\":[{\"version\":2,").hasLineCount(1);
        assertThat(list.out() + json.out()).doesNotContain(SECRET, NEXT);
        assertThat(list.exitCode()).isZero();
    }

    @Test
    void aPrivateKeyIsNotImportedAndNotRepeated() throws IOException {
        Path file = Files.writeString(folder.resolve("private.pem"), PEM.replace("PUBLIC", "PRIVATE"));

        Program refused = run(SECRET, "import", "--agent=a", "--public-key=" + file);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("no public key in PEM").doesNotContain("MCowBQ");
    }

    @Test
    void aRotationNeedsTheSecretThatSignsNow() {
        rotate("--new-key-uri=env://NEW_SECRET", "--confirm");

        Program again = rotate("--new-key-uri=env://NEW_SECRET", "--confirm");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("was registered before");
        assertThat(versions()).hasSize(2);
    }
}
