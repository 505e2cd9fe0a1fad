package dev.governance.bench.start;

import dev.governance.bench.machine.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks a console whether it is ready until it is. */
final class Readiness {
    private static final byte[] REQUEST = "GET /health/ready HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final String GOOD = "HTTP/1.1 200";
    private static final int PATIENCE_MS = 5_000;

    static void await(int port, Child console, Duration limit, long everyMs) throws IOException, InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        while (!isReady(port)) {
            if (!console.isAlive() || System.nanoTime() > until) {
                throw new IOException(console.talk() + console.output());
            }
            TimeUnit.MILLISECONDS.sleep(everyMs);
        }
    }

    private static boolean isReady(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(REQUEST);
            byte[] head = socket.getInputStream().readNBytes(GOOD.length());
            return new String(head, StandardCharsets.US_ASCII).equals(GOOD);
        } catch (IOException notYet) {
            return false;
        }
    }

    private Readiness() {}
}
