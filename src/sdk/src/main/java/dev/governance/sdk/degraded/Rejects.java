package dev.governance.sdk.degraded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the store will never take, for a person to look at: the reason, a tab, the line as it was. It is on the disk
 * before the file that it came from is removed.
 */
final class Rejects implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rejects.class);

    private final Path path;
    private @Nullable HeldFile file;
    private long count;

    Rejects(Path path) {
        this.path = path;
    }

    void add(Drain.Refused refused) throws IOException {
        String line = new String(refused.event().line(), StandardCharsets.US_ASCII);
        add(line.substring(0, line.length() - 1), refused.why());
    }

    void add(String line, String why) throws IOException {
        HeldFile to = file == null ? HeldFile.open(path) : file;
        file = to;
        to.append((why + "\t" + line + "\n").getBytes(StandardCharsets.UTF_8));
        count++;
        LOG.atError()
                .addKeyValue("reason", why)
                .addKeyValue("file", path)
                .log("an audit event that was held cannot be stored; it is kept in a file of its own");
    }

    long count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
