package dev.governance.console.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that nobody is given by chance while a server that had one is away: below those of outgoing connections. */
public final class Ports {
    private static final int FIRST = 10_000;
    private static final int BEHIND = 30_000; // Linux begins at 32768 with outgoing connections
    private static final int TRIES = 100;

    /** One that is free on every address. */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(TRIES, FIRST, BEHIND)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no port is free"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private Ports() {}
}
