package dev.governance.sdk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider on loopback that speaks HTTP/1.1 by hand, so that a test decides over every byte and every breakage. */
public final class StubProvider implements AutoCloseable {
    public record Received(String line, Map<String, String> headers, String body) {}

    /** What the provider does with one request. */
    public interface Answer {
        void give(Received request, Wire wire) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public StubProvider() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "stub-provider");
        thread.setDaemon(true);
        thread.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** The next requests are answered like this, in order. */
    public StubProvider answers(Answer... next) {
        answers.addAll(List.of(next));
        return this;
    }

    /** How often anybody connected, whether or not a byte followed. */
    public int connections() {
        return connections.get();
    }

    List<Received> received() {
        return received;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed by the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Received request = read(new BufferedInputStream(socket.getInputStream()));
            received.add(request);
            Answer answer = answers.poll(20, TimeUnit.SECONDS);
            if (answer != null) {
                answer.give(request, new Wire(socket));
            }
        } catch (IOException e) {
            // the client went away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Received read(InputStream in) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.add(line);
        }
        Map<String, String> headers = new TreeMap<>();
        head.stream()
                .skip(1)
                .map(line -> line.split(": ?", 2))
                .forEach(pair -> headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]));
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Received(head.get(0), headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client went away");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to the client. */
    public static final class Wire {
        private final OutputStream out;
        private final Socket socket;

        Wire(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        public void json(int status, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            head(status, "application/json", "Content-Length: " + bytes.length, headers);
            out.write(bytes);
            out.flush();
        }

        public void stream() throws IOException {
            head(200, "text/event-stream", "Transfer-Encoding: chunked");
        }

        public void event(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            raw(Integer.toHexString(bytes.length) + "\r\n");
            out.write(bytes);
            raw("\r\n");
        }

        void end() throws IOException {
            raw("0\r\n\r\n");
        }

        /** Ends the connection in the middle of whatever was said. */
        void cut() throws IOException {
            socket.close();
        }

        /** True once the client closed the connection. */
        public boolean isLeft() throws IOException {
            return socket.getInputStream().read() < 0;
        }

        private void head(int status, String type, String length, String... headers) throws IOException {
            raw("HTTP/1.1 " + status + " x\r\nContent-Type: " + type + "\r\nConnection: close\r\n" + length + "\r\n"
                    + String.join(
                            "",
                            List.of(headers).stream()
                                    .map(header -> header + "\r\n")
                                    .toList())
                    + "\r\n");
        }

        private void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
