package dev.governance.chain.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may reach the file of a private key, by the rule of PostgreSQL: its owner alone; its group may read it, too, where the
 * file is root's, for a mounted secret is, and the group is the only way in for a process that is not root.
 */
public final class KeyFileRights {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final Set<PosixFilePermission> OTHERS_OF_ROOTS = PosixFilePermissions.fromString("----wxrwx");
    private static final Integer ROOT = 0;

    /** Whether somebody may reach it who should not; no where the file system knows neither owners nor rights. Blocks. */
    public static boolean areTooWide(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null
                && areTooWide(view.readAttributes().permissions(), ROOT.equals(Files.getAttribute(file, "unix:uid")));
    }

    static boolean areTooWide(Set<PosixFilePermission> rights, boolean isRoots) {
        return rights.stream().anyMatch((isRoots ? OTHERS_OF_ROOTS : OTHERS)::contains);
    }

    private KeyFileRights() {}
}
