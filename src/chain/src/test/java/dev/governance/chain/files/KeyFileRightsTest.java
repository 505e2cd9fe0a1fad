package dev.governance.chain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileRightsTest {
    @ParameterizedTest
    @CsvSource({
        "rw-------, false, false",
        "r--------, false, false",
        "rwx------, false, false",
        "r--r-----, true, false",
        "rw-r-----, true, false",
        "rw-rw----, true, true",
        "rw-r-x---, true, true",
        "rw-r--r--, true, true",
        "r-------x, true, true",
        "rw-----w-, true, true"
    })
    void itsOwnerAloneAndOfRootsFilesTheGroupMayRead(String rights, boolean foreign, boolean roots) {
        assertThat(KeyFileRights.areTooWide(PosixFilePermissions.fromString(rights), false))
                .isEqualTo(foreign);
        assertThat(KeyFileRights.areTooWide(PosixFilePermissions.fromString(rights), true))
                .isEqualTo(roots);
    }
}
