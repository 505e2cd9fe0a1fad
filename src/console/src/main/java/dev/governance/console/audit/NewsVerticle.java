package dev.governance.console.audit;

import dev.governance.console.audit.watch.Announcements;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** For a node that verifies nothing itself: tells its browsers, from rows, what became of verifications elsewhere. */
public final class NewsVerticle extends VerticleBase {
    private final Bus bus;
    private final Database database;

    public NewsVerticle(Bus bus, Database database) {
        this.bus = bus;
        this.database = database;
    }

    @Override
    public Future<?> start() {
        Announcements damage = new Announcements(database, checked -> bus.announce(Audit.CHECKED, checked));
        JobNews jobs = new JobNews(bus, database, new JobStore());
        bus.listen(Doorbell.JOBS, rung -> jobs.ring());
        jobs.ring();
        return damage.start().onSuccess(read -> bus.listen(Doorbell.CHAIN, rung -> damage.ring()));
    }
}
