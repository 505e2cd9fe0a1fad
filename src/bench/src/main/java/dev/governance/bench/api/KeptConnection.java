package dev.governance.bench.api;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** One HTTP/1.1 connection to this machine, which costs a client as little as can be. */
final class KeptConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int SHOWN = 200;
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final Socket socket;
    private final InputStream in;

    KeptConnection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /**
     * An answer that was read to its end.
     *
     * @param length of the body, in bytes
     * @param beginning of the body, where it is none of 2xx
     * @param retryAfter what the answer asks to wait; zero when it asks for nothing
     */
    record Answer(int status, int length, String beginning, Duration retryAfter) {
        boolean isGood() {
            return status / 100 == 2;
        }
    }

    Answer ask(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String first = line();
        int status = Integer.parseInt(first.substring(STATUS_AT, STATUS_AT + 3));
        int length = -1;
        Duration retryAfter = Duration.ZERO;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "retry-after" -> retryAfter = Duration.ofSeconds(Long.parseLong(value));
                default -> {}
            }
        }
        if (length < 0) {
            throw new IOException("an answer without a length: " + first);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("an answer that ended early: " + first);
        }
        String beginning =
                status / 100 == 2 ? "" : new String(body, 0, Math.min(length, SHOWN), StandardCharsets.UTF_8);
        return new Answer(status, length, beginning, retryAfter);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("the connection was closed after \"" + line + "\"");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
