package dev.governance.console.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the server makes of a file, for tests of the files. */
public final class Sent {
    private final ServedFile file;

    /** @param name below webroot */
    public Sent(String name, byte[] bytes) {
        file = ServedFile.of(name, bytes);
    }

    public String text() {
        return file.plain().toString(StandardCharsets.UTF_8);
    }

    /** Over the line, without headers. */
    public int bytes() {
        return Objects.requireNonNullElse(file.packed(), file.plain()).length();
    }
}
