package dev.governance.console.cli;

import dev.governance.console.server.config.Secrets;
import java.util.Map;

/** The environment of this process, in which secrets may be named by files. */
final class Variables {
    static Map<String, String> read() {
        return Secrets.resolved(System.getenv());
    }

    private Variables() {}
}
