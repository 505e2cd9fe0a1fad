package dev.governance.sdk.degraded;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file, read one by one in bounded memory. */
final class HeldLines implements AutoCloseable {
    /** No line of ours is longer: 64 KiB of metadata, each of its characters as an escape of six. */
    private static final int LIMIT = 1024 * 1024;

    private final InputStream in;
    private boolean ended;

    private HeldLines(InputStream in) {
        this.in = in;
    }

    /**
     * Opens a file.
     *
     * @throws IOException also when it is none, but a link, or a pipe that might never end
     */
    static HeldLines of(Path file) throws IOException {
        HeldFile.mustBeOne(file);
        return new HeldLines(new BufferedInputStream(Files.newInputStream(file, NOFOLLOW_LINKS), 64 * 1024));
    }

    /**
     * A line without its end.
     *
     * @param whole whether it had an end, and was not too long
     */
    record Line(String text, boolean whole) {}

    /** The next line; null at the end of the file. */
    @Nullable
    Line next() throws IOException {
        if (ended) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                ended = true;
                return line.size() == 0 ? null : new Line(line.toString(StandardCharsets.UTF_8), false);
            }
            if (line.size() < LIMIT) {
                line.write(b);
            } else {
                tooLong = true;
            }
        }
        return new Line(line.toString(StandardCharsets.UTF_8), !tooLong);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
