package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final String BEGINNING =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\nid: 1\ndata: first\n\n";

    /** As behind a network that forgot the connection: it begins, and then nothing comes, not even an end. */
    private static Stream<String> halfOpen(ServerSocket server, List<Socket> kept) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        var answer = client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                        .build(),
                BodyHandlers.ofLines());
        Socket socket = server.accept();
        kept.add(socket);
        socket.getOutputStream().write(BEGINNING.getBytes(StandardCharsets.US_ASCII));
        return answer.join().body();
    }

    @Test
    void aLineThatFallsSilentIsHungUpOn() throws IOException {
        List<Socket> kept = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Stream<String> lines = halfOpen(server, kept);
                Silence silence = new Silence(Duration.ofMillis(400), lines::close)) {
            SseFrames frames = new SseFrames(lines.peek(line -> silence.heard()));

            assertThat(frames.next()).isEqualTo(new SseFrames.Frame(1, "message", "first"));
            assertThatThrownBy(frames::next).isInstanceOf(RuntimeException.class);
        } finally {
            for (Socket socket : kept) {
                socket.close();
            }
        }
    }
}
