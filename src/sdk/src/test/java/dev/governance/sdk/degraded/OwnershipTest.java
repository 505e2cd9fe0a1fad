package dev.governance.sdk.degraded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void needsRights() {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "a file system with rights");
    }

    private void rights(String text) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx------", "rwxr-xr-x"})
    void whereOnlyWeMakeFilesEventsMayWait(String rights) throws IOException {
        rights(rights);

        assertThatCode(() -> new Ownership(folder).check()).doesNotThrowAnyException();
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwxr-x-w-", "rwxrwxrwx"})
    void whereOthersMakeFilesTheyMayNot(String rights) throws IOException {
        rights(rights);

        assertThatThrownBy(() -> new Ownership(folder).check())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("others may write to " + folder)
                .hasMessageContaining(rights);
    }

    @Test
    void norInAFolderOfAnother() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a folder away");
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        assertThatThrownBy(() -> new Ownership(folder).check())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to nobody and this process to root");
    }
}
