package dev.governance.sdk.degraded;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one writer, held by an operating system's lock on a file beside them for as long as the process lives:
 * what no one holds was left behind.
 */
final class Claim implements AutoCloseable {
    private final Path folder;
    private final String stem;
    private final FileChannel owner;

    private Claim(Path folder, String stem, FileChannel owner) {
        this.folder = folder;
        this.stem = stem;
        this.owner = owner;
    }

    /** Claims the files of that name; empty when somebody has them. */
    static Optional<Claim> on(Path folder, String stem) throws IOException {
        Path path = folder.resolve(stem + ".owner");
        try {
            HeldFile.mustBeOne(path);
        } catch (NoSuchFileException e) {
            // As it should be, unless a process was killed.
        }
        FileChannel channel =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW_LINKS));
        boolean held = false;
        try {
            // Whoever cleaned up meanwhile may have removed the very file that is locked here.
            held = channel.tryLock() != null && Files.exists(path, NOFOLLOW_LINKS);
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // this very process has them
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return held ? Optional.of(new Claim(folder, stem, channel)) : Optional.empty();
    }

    String stem() {
        return stem;
    }

    /** What is written to. */
    Path live() {
        return folder.resolve(stem + HoldingFolder.LIVE);
    }

    /** What is on its way to the store, and nobody writes to. */
    Path draining() {
        return folder.resolve(stem + HoldingFolder.DRAINING);
    }

    /** What the store refused. */
    Path rejected() {
        return folder.resolve(stem + ".rejected");
    }

    /** Takes what was written out of the writers' reach, unless an earlier part is still on its way. */
    boolean drawLive() throws IOException {
        if (Files.exists(draining()) || !Files.exists(live())) {
            return false;
        }
        Files.move(live(), draining(), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /** Gives the files back; what is left of them goes by another name, for whoever drains next. */
    void leave(String otherStem) throws IOException {
        rename(draining(), otherStem + HoldingFolder.DRAINING);
        rename(live(), otherStem + HoldingFolder.LIVE);
        close();
    }

    private void rename(Path from, String name) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Gives the files back as they are. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(folder.resolve(stem + ".owner"));
        } finally {
            owner.close();
        }
    }
}
