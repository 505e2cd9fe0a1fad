package dev.governance.console.http;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A route of the Python console that has a successor: each answer names it, refusals too, and the log says so once. */
final class Superseded {
    /** The reference's date, by which its clients know the header; ours answer longer. */
    private static final String SUNSET = "Thu, 01 Oct 2026 00:00:00 GMT";

    private static final Logger LOG = LoggerFactory.getLogger(Superseded.class);

    private final String route;
    private final String successor;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Creates the notice.
     *
     * @param route for people, as {@code GET /api/gates/pending}
     * @param successor what to use in place of it, as a clause
     */
    Superseded(String route, String successor) {
        this.route = route;
        this.successor = successor;
    }

    /**
     * Says so on the answer.
     *
     * @param address of the successor, encoded
     */
    void note(RoutingContext context, String address) {
        if (!told.getAndSet(true)) {
            LOG.atWarn().log("{} is deprecated and still asked for; {}", route, successor);
        }
        context.response()
                .putHeader("deprecation", "true")
                .putHeader("sunset", SUNSET)
                .putHeader("link", "<" + address + ">; rel=\"successor-version\"");
    }
}
