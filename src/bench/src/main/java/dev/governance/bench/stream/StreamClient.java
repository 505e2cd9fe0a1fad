package dev.governance.bench.stream;

import dev.governance.console.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that follows streams for others, so that its work is not theirs: each line in is a {@link FollowOrder}, each line
 * out what is found then. One thread reads all connections (epoll, through a selector).
 */
public final class StreamClient {
    private static final Duration CONNECT_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MS = 5;

    private final Followers followers;
    private Stretch stretch = new Stretch(0, 0, 0);

    private StreamClient(Followers followers) {
        this.followers = followers;
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        StreamClient client = new StreamClient(new Followers());
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                System.out.println(Json.write(client.done(Json.read(line, FollowOrder.class))));
                System.out.flush();
            }
        }
    }

    private Followed done(FollowOrder order) throws InterruptedException {
        switch (order.what()) {
            case "connect" -> connect(order);
            case "begin" -> stretch = followers.begin(order);
            default -> awaitAll(order.silenceMs());
        }
        return followers.found(order.arrivals());
    }

    private void connect(FollowOrder order) throws InterruptedException {
        followers.connect(order);
        long until = System.nanoTime() + CONNECT_LIMIT.toNanos();
        while (!followers.isConnected(order.connections()) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private void awaitAll(long silenceMs) throws InterruptedException {
        long began = Stamp.now();
        long until = began + TimeUnit.NANOSECONDS.toMicros(END_LIMIT.toNanos());
        while (stretch.deliveries() < (long) stretch.rows() * followers.connected()
                && Stamp.now() < until
                && Stamp.now() - Math.max(began, stretch.lastMicros()) < TimeUnit.MILLISECONDS.toMicros(silenceMs)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }
}
