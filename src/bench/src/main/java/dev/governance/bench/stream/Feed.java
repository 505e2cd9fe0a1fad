package dev.governance.bench.stream;

import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Words;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.wire.Json;

/** Our end of a {@link FeedClient}. */
public final class Feed implements AutoCloseable {
    private final Talking talking;

    public Feed(Place place, DatabaseUrl url) {
        this.talking = new Talking(Child.conversing(
                place.folder(),
                place.environment(url),
                Words.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FeedClient.class.getName())));
    }

    /** Writes rows into PostgreSQL, a transaction each; waits for the last commit. */
    public Fed rows(int writers, double perSecond, long first, int rows) {
        return done(FeedOrder.rows(writers, perSecond, first, rows));
    }

    /** Publishes to a location of nchan, as it is due and not as it is answered; waits for the last answer. */
    public Fed publish(int port, String path, String body, double perSecond, long first, int rows) {
        return done(new FeedOrder(port, path, body, 0, perSecond, first, rows));
    }

    private Fed done(FeedOrder order) {
        return Json.read(talking.answer(Json.write(order)), Fed.class);
    }

    @Override
    public void close() {
        talking.close();
    }
}
