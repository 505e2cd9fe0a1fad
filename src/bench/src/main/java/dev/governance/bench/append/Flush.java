package dev.governance.bench.append;

import dev.governance.console.db.DatabaseUrl;
import java.util.Map;

/** How long a commit waits for the disk. */
enum Flush {
    /** What the disk takes. */
    REAL("flush_as_it_is", ""),
    /** At least a millisecond, as a slow disk: whoever flushes sleeps first, and others join. */
    SLOW("flush_1_ms", "-c commit_delay=1000 -c commit_siblings=0");

    private final String text;
    private final String options;

    Flush(String text, String options) {
        this.text = text;
        this.options = options;
    }

    /** The settings of a session. */
    String options() {
        return options;
    }

    DatabaseUrl on(DatabaseUrl url) {
        return options.isEmpty()
                ? url
                : new DatabaseUrl(
                        url.host(), url.port(), url.database(), url.user(), url.password(), Map.of("options", options));
    }

    @Override
    public String toString() {
        return text;
    }
}
