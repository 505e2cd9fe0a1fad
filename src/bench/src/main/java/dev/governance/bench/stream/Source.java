package dev.governance.bench.stream;

import dev.governance.bench.machine.RunningConsole;
import java.net.URI;

/**
 * A stream of server-sent events on this machine.
 *
 * @param cookie that lets in; empty where none is asked for
 */
public record Source(int port, String path, String cookie) {
    /** A console's configuration that lets one person on one address follow it on thousands of connections. */
    public static final String MANY = """
            {"http": {"connections": 30000, "connections_per_address": 30000, "streams": 30000,
             "streams_per_user": 30000}}
            """;

    /** The live stream of a console, for somebody who is signed in. */
    public static Source of(RunningConsole console) {
        return of(console, console.browser().cookie());
    }

    /** The same for a session that any console of its database takes. */
    public static Source of(RunningConsole console, String cookie) {
        return new Source(URI.create(console.url()).getPort(), "/api/stream/events", cookie);
    }

    @Override
    public String toString() {
        return "127.0.0.1:" + port + path;
    }
}
