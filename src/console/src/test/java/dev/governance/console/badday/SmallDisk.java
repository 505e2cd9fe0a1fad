package dev.governance.console.badday;

import dev.governance.console.testing.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own with a few megabytes left, which only processes of its mount namespace see. */
final class SmallDisk implements AutoCloseable {
    private static final int PIECE = 64 * 1024;

    private final Process holder;
    private final Path seen;

    /**
     * Makes one with the content of a folder.
     *
     * @param place an empty folder; the disk is there for its namespace alone
     * @param spare megabytes beyond the content
     */
    SmallDisk(Path content, Path place, int spare) throws IOException {
        Files.createDirectories(place);
        String make = "mount -t tmpfs -o size=$(($(du -sm \"$0\" | cut -f1) + " + spare + "))m tmpfs \"$1\""
                + " && chown --reference=\"$0\" \"$1\" && chmod 700 \"$1\" && cp -a \"$0\"/. \"$1\"/"
                + " && touch \"$1\"/made && exec sleep 100000";
        holder = new ProcessBuilder("unshare", "-m", "sh", "-c", make, content.toString(), place.toString())
                .inheritIO()
                .start();
        seen = Path.of("/proc", Long.toString(holder.pid()), "root", place.toString());
        Eventually.holds("the disk is made", () -> Files.exists(seen.resolve("made")) || !holder.isAlive());
    }

    /** Skips the test, loudly, where none can be made. */
    static void isNeeded() {
        if (!works("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")) {
            String missing = "SKIPPED: a full disk: no file system can be mounted here (unshare -m, mount -t tmpfs)";
            System.out.println(missing);
            Assumptions.abort(missing);
        }
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Words before a command that is to see it. */
    List<String> under() {
        return List.of("nsenter", "-t", Long.toString(holder.pid()), "-m");
    }

    /** Takes all that is left. */
    void fill() {
        try (OutputStream filler = Files.newOutputStream(seen.resolve("filler"))) {
            byte[] piece = new byte[PIECE];
            while (true) {
                filler.write(piece);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives it back. */
    void free() {
        try {
            Files.delete(seen.resolve("filler"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
