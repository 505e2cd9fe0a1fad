package dev.governance.console.audit;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Verifications;
import dev.governance.console.db.Database;
import dev.governance.console.wire.VerificationJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells on this node what became of jobs, on whatever node they run: reads their rows when it is rung. */
final class JobNews {
    private static final Logger LOG = LoggerFactory.getLogger(JobNews.class);

    private final Bus bus;
    private final Database database;
    private final JobStore store;
    private Map<UUID, VerificationJob> known = Map.of();
    private boolean looked;
    private boolean looking;
    private boolean rungMeanwhile;

    JobNews(Bus bus, Database database, JobStore store) {
        this.bus = bus;
        this.database = database;
        this.store = store;
    }

    void ring() {
        if (looking) {
            rungMeanwhile = true;
            return;
        }
        looking = true;
        rungMeanwhile = false;
        store.news(database.queries())
                .onSuccess(this::tell)
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("verifications cannot be read for now"))
                .onComplete(done -> {
                    looking = false;
                    if (rungMeanwhile) {
                        ring();
                    }
                });
    }

    private void tell(List<VerificationJob> jobs) {
        Map<UUID, VerificationJob> before = known;
        Map<UUID, VerificationJob> now = new HashMap<>();
        jobs.forEach(job -> now.put(job.id(), job));
        known = now;
        if (looked) {
            jobs.stream()
                    .filter(job -> !job.equals(before.get(job.id())))
                    .forEach(job -> bus.announce(Verifications.PROGRESS, job));
        }
        looked = true; // what ended before this node began is no news
    }
}
