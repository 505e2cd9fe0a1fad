package dev.governance.console.wire;

/** A text that is not JSON, or nested too deeply to be read. */
public final class MalformedJson extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedJson(String message, Throwable cause) {
        super(message, cause);
    }
}
