package dev.governance.bench.stream;

import dev.governance.bench.machine.Place;
import dev.governance.chain.ChainKey;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process that writes events: each line in is a {@link FeedOrder}, each line out what was written. */
public final class FeedClient {
    private final DatabaseUrl url = DatabaseUrl.parse(Objects.requireNonNull(System.getenv("GOVERNANCE_DATABASE_URL")));
    private final ChainKey key = ChainKey.ofSecret(Place.SECRET);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<RowWriter> writers = new ArrayList<>();

    private FeedClient() {}

    public static void main(String[] words) throws Exception {
        FeedClient client = new FeedClient();
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                System.out.println(Json.write(client.done(Json.read(line, FeedOrder.class))));
                System.out.flush();
            }
        }
        System.exit(0);
    }

    private Fed done(FeedOrder order) throws SQLException, IOException, InterruptedException, ExecutionException {
        while (writers.size() < order.writers()) {
            writers.add(new RowWriter(url, key, writers.size()));
        }
        Written written = new Written(order);
        if (order.port() == 0) {
            insert(order, written);
        } else {
            Publisher.publish(order, written);
        }
        return written.fed();
    }

    private void insert(FeedOrder order, Written written) throws InterruptedException, ExecutionException {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < order.writers(); i++) {
            int number = i;
            Callable<Void> part = () -> {
                for (int place = number; place < order.rows(); place += order.writers()) {
                    writers.get(number).write(written.begin(place));
                    written.end(place);
                }
                return null;
            };
            running.add(threads.submit(part));
        }
        for (Future<?> writer : running) {
            writer.get();
        }
    }
}
