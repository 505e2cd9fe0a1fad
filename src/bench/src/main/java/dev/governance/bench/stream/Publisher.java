package dev.governance.bench.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Publishes to nchan on one connection without waiting for answers, so that a server that is late does not slow it down. */
final class Publisher {
    private static final int PATIENCE_MS = 30_000;
    private static final String ANSWER = "HTTP/1.1 ";

    static void publish(FeedOrder order, Written written) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), order.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            CompletableFuture<Void> answered = new CompletableFuture<>();
            Thread thread = new Thread(() -> answers(socket, order, written, answered), "answers");
            thread.setDaemon(true);
            thread.start();
            OutputStream out = socket.getOutputStream();
            int stamp = order.body().indexOf("" + Stamp.EDGE + Stamp.EDGE);
            String head = "POST " + order.path() + " HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
                    + "content-length: " + order.body().length() + "\r\n\r\n"
                    + order.body().substring(0, stamp);
            String rest = order.body().substring(stamp + Stamp.of(0, 0).length());
            for (int i = 0; i < order.rows(); i++) {
                out.write((head + written.begin(i) + rest).getBytes(StandardCharsets.ISO_8859_1));
            }
            answered.join();
        } catch (CompletionException e) {
            throw new IOException("nchan did not take all that was published", e);
        }
    }

    private static void answers(Socket socket, FeedOrder order, Written written, CompletableFuture<Void> answered) {
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int i = 0; i < order.rows(); ) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("nchan hung up");
                }
                int at = line.indexOf(ANSWER); // behind a body that does not end its line
                if (at >= 0 && line.charAt(at + ANSWER.length()) != '2') {
                    throw new IOException(line);
                }
                if (at >= 0) {
                    written.end(i++);
                }
            }
            answered.complete(null);
        } catch (IOException e) {
            answered.completeExceptionally(e);
        }
    }

    private Publisher() {}
}
