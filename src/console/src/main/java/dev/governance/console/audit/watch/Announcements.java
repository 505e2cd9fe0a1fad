package dev.governance.console.audit.watch;

import dev.governance.console.contract.Audit;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells this node what any node found: reads what changed since the last ring. */
public final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    /** Of one ring; whoever misses the rest reads the state anyway. */
    private static final int MOST = 100;

    private final Database database;
    private final Consumer<Audit.Checked> listener;
    private final KnownStore store = new KnownStore();
    private @Nullable Long told;
    private boolean busy;
    private boolean rung;

    public Announcements(Database database, Consumer<Audit.Checked> listener) {
        this.database = database;
        this.listener = listener;
    }

    /** What is known now is no news; ends when that was read. While it cannot be, every ring tries again. */
    public Future<?> start() {
        return begin().otherwiseEmpty();
    }

    /** Something may have changed. */
    public void ring() {
        rung = true;
        if (!busy) {
            begin();
        }
    }

    private Future<?> begin() {
        busy = true;
        rung = false;
        Long since = told;
        Future<?> read = since == null
                ? store.revision(database.queries()).onSuccess(revision -> told = revision)
                : store.since(database.queries(), since, MOST).onSuccess(this::tell);
        return read.onFailure(failure -> LOG.atDebug().setCause(failure).log("news of damage cannot be read for now"))
                .onComplete(done -> {
                    busy = false;
                    if (rung) {
                        begin();
                    }
                });
    }

    private void tell(List<KnownStore.News> news) {
        news.forEach(one -> {
            told = one.revision();
            listener.accept(one.checked());
        });
        rung |= news.size() == MOST;
    }
}
