package dev.governance.console.audit;

import dev.governance.console.db.DatabaseProblem;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bears with a database that goes away and comes back, for a bounded time. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Tally tally;
    private final Duration patience;
    private volatile long since;
    private volatile boolean going;

    /**
     * Prepares for the worst.
     *
     * @param patience how long the database may be away before the run gives up
     */
    Outage(Tally tally, Duration patience) {
        this.tally = tally;
        this.patience = patience;
    }

    /** Work that needs the database. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Something without an answer that needs the database. */
    interface Mending {
        void run() throws SQLException;
    }

    /**
     * Does the work, and after each outage mends and does it again.
     *
     * @throws Stopped when the database stays away, or refuses for another reason
     */
    <T> T bridge(Work<T> work, Mending mending) {
        boolean broken = false;
        while (true) {
            try {
                if (broken) {
                    mending.run();
                    broken = false;
                }
                T done = work.run();
                isOver();
                return done;
            } catch (SQLException e) {
                bear(e, e);
            } catch (DatabaseProblem e) {
                bear(e, e.getCause() instanceof SQLException sql ? sql : null);
            }
            broken = true;
        }
    }

    /** The database answers: the next outage may last as long again. */
    void isOver() {
        if (going) {
            going = false;
            tally.goOn();
        }
    }

    private void bear(Exception failure, @Nullable SQLException sql) {
        tally.refuseCancelled();
        String why = Trouble.words(sql);
        if (sql == null || !Trouble.isPassing(sql)) {
            LOG.atWarn().setCause(failure).log("a verification cannot read the database");
            throw new Stopped(tally.rows(), tally.total(), why, failure);
        }
        pause(failure, "the database has been away for ", why);
    }

    /**
     * Waits a while, on a worker, for a transaction that holds what was asked for. What is read next says that it
     * {@link #isOver}.
     *
     * @throws Stopped when it has held it for too long
     */
    void bearLock(Throwable refused) {
        tally.refuseCancelled();
        pause(refused, "nothing could be read for ", Trouble.LOCKED);
    }

    private void pause(Throwable failure, String trouble, String why) {
        long now = System.nanoTime();
        if (!going) {
            going = true;
            since = now;
            LOG.atWarn().setCause(failure).log("a verification waits for the database");
        }
        Duration away = Duration.ofNanos(now - since);
        if (away.compareTo(patience) > 0) {
            throw new Stopped(tally.rows(), tally.total(), trouble + away.toSeconds() + " s: " + why, failure);
        }
        tally.pause(why + "; trying again");
        tally.await(shorter(longer(FIRST_PAUSE, away.dividedBy(2)), LONGEST_PAUSE));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
