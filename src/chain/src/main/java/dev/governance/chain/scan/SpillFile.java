package dev.governance.chain.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Blocks that memory has no room for, in a temporary file that only we can read and that is gone when we are. */
final class SpillFile implements AutoCloseable {
    private final Path folder;
    private @Nullable FileChannel channel;
    private long end;

    SpillFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Appends a block. One at a time.
     *
     * @return where it stands
     * @throws UncheckedIOException when the disk is full, or fails
     */
    long append(ByteBuffer block) {
        try {
            FileChannel file = open();
            long place = end;
            while (block.hasRemaining()) {
                end += file.write(block, end);
            }
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException("the scan cannot write its temporary file in " + folder, e);
        }
    }

    private FileChannel open() throws IOException {
        if (channel == null) {
            // Made with mode 0600; on Unix it loses its name at once, so a crash leaves nothing behind.
            Path file = Files.createTempFile(folder, "governance-scan", ".tmp");
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        return channel;
    }

    /** Reads a block whole into {@code into}. */
    void read(long place, int length, ByteBuffer into) {
        FileChannel file = channel;
        if (file == null) {
            throw new IllegalStateException("nothing was written");
        }
        try {
            int limit = into.limit();
            into.limit(into.position() + length);
            for (long at = place; into.hasRemaining(); ) {
                int read = file.read(into, at);
                if (read < 0) {
                    throw new IOException("the temporary file was cut");
                }
                at += read;
            }
            into.limit(limit);
        } catch (IOException e) {
            throw new UncheckedIOException("the scan cannot read its temporary file in " + folder, e);
        }
    }

    @Override
    public void close() {
        FileChannel file = channel;
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the scan cannot close its temporary file", e);
        }
    }
}
