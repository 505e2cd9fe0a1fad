package dev.governance.sdk.degraded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a folder in which others may make files: they could read what waits, by a link to where they can, or stop who
 * drains it, by a pipe that never ends. A file system without owners and rights is taken as it is.
 */
final class Ownership {
    private final Path folder;
    private volatile @Nullable UserPrincipal user;

    Ownership(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns when the folder is this process's user's, and only that user may write to it.
     *
     * @throws IOException when not, or when that cannot be told
     */
    void check() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes attributes = view.readAttributes();
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("others may write to " + folder + " ("
                    + PosixFilePermissions.toString(attributes.permissions())
                    + "); take that right away, or name a folder beneath it that is made when it is needed");
        }
        UserPrincipal known = user;
        UserPrincipal me = known == null ? maker() : known;
        user = me;
        if (!me.equals(attributes.owner())) {
            throw new IOException(folder + " belongs to " + attributes.owner().getName() + " and this process to "
                    + me.getName() + "; name a folder that does not exist, or is its own");
        }
    }

    /** Whose the files are that this process makes: there is no other portable way to ask. */
    private UserPrincipal maker() throws IOException {
        Path file = Files.createTempFile(folder, "governance-", ".tmp");
        try {
            return Files.getOwner(file);
        } finally {
            Files.delete(file);
        }
    }
}
