package dev.governance.console.badday;

import dev.governance.console.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody who follows the stream of events as a browser does: it comes back and says what it saw last. */
final class Follower implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Supplier<String> console;
    private final String token;
    private final Thread thread = new Thread(this::run, "follower");
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private final List<String> resets = new CopyOnWriteArrayList<>();
    private final ScheduledFuture<?> watching;
    private volatile boolean open = true;
    private volatile boolean live;
    private volatile @Nullable Follows follows;
    private long position = -1;

    /**
     * Begins to follow.
     *
     * @param console where the console is now
     */
    Follower(Supplier<String> console, String token) {
        this.console = console;
        this.token = token;
        thread.start();
        watching = watch.scheduleWithFixedDelay(this::leaveWhatIsNoConsoleAnyMore, 1, 1, TimeUnit.SECONDS);
    }

    /** Ids of the events that were told. */
    Set<String> events() {
        return events;
    }

    /** Why it had to begin anew, if it had to. */
    List<String> resets() {
        return resets;
    }

    boolean isLive() {
        return live;
    }

    /** What is read now, and of which console. */
    private record Follows(String where, Stream<String> lines) {}

    /** A line that was cut tells nobody; a browser misses the heartbeat. */
    private void leaveWhatIsNoConsoleAnyMore() {
        Follows now = follows;
        if (now != null && !now.where.equals(console.get())) {
            now.lines.close();
        }
    }

    private void run() {
        while (open) {
            String where = console.get();
            try (Stream<String> lines = lines(where)) {
                follows = new Follows(where, lines);
                follow(lines.iterator());
            } catch (IOException | RuntimeException e) {
                live = false; // it comes back
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Stream<String> lines(String where) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(where + "/api/stream/events"))
                .header("authorization", "Bearer " + token);
        if (position >= 0) {
            request.header("last-event-id", Long.toString(position));
        }
        HttpResponse<Stream<String>> answer = client.send(request.build(), BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException("HTTP " + answer.statusCode());
        }
        return answer.body();
    }

    private void follow(Iterator<String> lines) {
        String event = "";
        while (open && lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id:")) {
                position = Long.parseLong(line.substring(3).strip()); // as a browser keeps it
            } else if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                heard(event, line.substring(5));
            }
        }
        live = false;
    }

    private void heard(String event, String data) {
        switch (event) {
            case "hello" -> live = true;
            case "audit" -> events.add(Json.tree(data).path("event_id").asText());
            case "reset" -> resets.add(data);
            default -> {}
        }
    }

    @Override
    public void close() {
        open = false;
        watching.cancel(true);
        watch.shutdownNow();
        thread.interrupt();
    }
}
