package dev.governance.sdk;

import dev.governance.sdk.DoorbellConnection.Bell;
import dev.governance.sdk.degraded.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Halts} current with two daemon threads: one listens on a connection of its own or polls, the other sees
 * to it that an old picture is not acted on, even while the first hangs. The first lets {@link PolicyWatch} look, too.
 */
final class HaltWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HaltWatch.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RECONNECT = Duration.ofMillis(500);

    /** Beneath LISTEN, for a bell that nobody rings: a missing trigger, a pooler in between. */
    private static final Duration REREAD = Duration.ofSeconds(2);

    /** So that closing never waits longer. */
    private static final Duration SLICE = Duration.ofMillis(500);

    private static final Duration EXPIRE = Duration.ofMillis(100);
    private static final int NETWORK_MILLIS = 3_000; // below the bound, so that there is time for a second try

    private final DataSource dataSource;
    private final Halts halts;
    private final PolicyWatch policies;
    private final CountDownLatch firstTry = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread reader = daemon("governance-halt", this::read);
    private final Thread watchdog = daemon("governance-halt-watchdog", this::expire);
    private boolean saidPolling;
    private boolean failing;
    private long pictureAt;

    HaltWatch(DataSource dataSource, Halts halts, PolicyWatch policies) {
        this.dataSource = dataSource;
        this.halts = halts;
        this.policies = policies;
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts and waits for the first try to read, so that an agent's first check finds an answer. */
    void start(Duration most) {
        reader.start();
        watchdog.start();
        try {
            if (!firstTry.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().addKeyValue("meanwhile", halts.meanwhile()).log("who is halted was not read yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        halts.close();
        try {
            reader.join(RECONNECT.plus(SLICE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        boolean more = true;
        while (more) {
            Duration pause = POLL;
            try (Connection connection = dataSource.getConnection()) {
                follow(connection);
            } catch (SQLException | RuntimeException e) { // a pool may throw anything; this thread must live
                failed(e);
                pause = RECONNECT;
            }
            firstTry.countDown();
            more = !isClosed(pause);
        }
        halts.close();
    }

    private void follow(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        int networkTimeout = Store.limit(connection, NETWORK_MILLIS);
        try {
            connection.setAutoCommit(true);
            Optional<DoorbellConnection> doorbell = DoorbellConnection.listen(connection);
            // Listening began above, so nothing falls between this picture and the first ring.
            picture(connection);
            policies.look(connection, doorbell.isPresent());
            if (doorbell.isPresent()) {
                listen(connection, doorbell.get());
            } else {
                sayPolling();
            }
        } finally {
            restore(connection, autoCommit, networkTimeout);
        }
    }

    private static void restore(Connection connection, boolean autoCommit, int networkTimeout) {
        try {
            DoorbellConnection.unlisten(connection);
            connection.setAutoCommit(autoCommit);
            Store.limit(connection, networkTimeout);
        } catch (SQLException e) {
            LOG.atDebug()
                    .addKeyValue("reason", Reason.of(e))
                    .log("the connection for halts could not be put back as it was");
        }
    }

    private void listen(Connection connection, DoorbellConnection doorbell) throws SQLException {
        while (!isClosed(Duration.ZERO)) {
            Set<Bell> rang = doorbell.rang(SLICE);
            if (rang.contains(Bell.HALT) || halts.now() - pictureAt >= REREAD.toNanos()) {
                picture(connection);
            }
            policies.look(connection, rang.contains(Bell.POLICIES));
        }
    }

    private void picture(Connection connection) throws SQLException {
        long before = halts.now();
        halts.publish(HaltStore.read(connection), before);
        pictureAt = before;
        firstTry.countDown();
        if (failing) {
            failing = false;
            LOG.atInfo().log("who is halted can be read again");
        }
    }

    private void failed(Exception problem) {
        halts.failed(Reason.of(problem));
        if (!failing && !isClosed(Duration.ZERO)) {
            failing = true;
            LOG.atWarn()
                    .addKeyValue("reason", Reason.of(problem))
                    .addKeyValue("meanwhile", halts.meanwhile())
                    .log("who is halted cannot be read");
        }
    }

    private void sayPolling() {
        if (!saidPolling) {
            saidPolling = true;
            LOG.atInfo().log("halts are seen by asking each second: the DataSource does not unwrap to the PostgreSQL"
                    + " driver, so there is nothing to listen on");
        }
    }

    private void expire() {
        while (!isClosed(EXPIRE)) {
            halts.expire();
        }
    }

    private boolean isClosed(Duration within) {
        try {
            return closed.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
