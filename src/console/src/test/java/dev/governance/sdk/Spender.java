package dev.governance.sdk;

import dev.governance.sdk.errors.BudgetExceededException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An agent's process with sixteen threads that spend until their budget refuses, as fast as they can. It says "ready",
 * waits for a line, says "called" after each call, and at the end "refused" with the number of its calls.
 *
 * <p>Arguments: URL, user and password of the database; agent; session or "own" for one a thread; dollars and tokens
 * projected for a call; dollars it really takes; milliseconds of a call; seconds after which a reservation expires.
 */
final class Spender {
    static final int THREADS = 16;

    private static final ThreadLocal<Connection> KEPT = new ThreadLocal<>();

    private final Governance governance;
    private final Usage projection;
    private final boolean ownSessions;
    private final BigDecimal real;
    private final Duration call;
    private final Duration expires;
    private final AtomicInteger calls = new AtomicInteger();

    private Spender(Governance governance, String[] arguments) {
        this.governance = governance;
        this.ownSessions = arguments[4].equals("own");
        this.projection = new Usage(
                arguments[3],
                ownSessions ? UUID.randomUUID() : UUID.fromString(arguments[4]),
                new BigDecimal(arguments[5]),
                Long.parseLong(arguments[6]),
                null);
        this.real = new BigDecimal(arguments[7]);
        this.call = Duration.ofMillis(Long.parseLong(arguments[8]));
        this.expires = Duration.ofSeconds(Long.parseLong(arguments[9]));
    }

    public static void main(String[] arguments) throws Exception {
        PGSimpleDataSource direct = new PGSimpleDataSource();
        direct.setUrl(arguments[0]);
        direct.setUser(arguments[1]);
        direct.setPassword(arguments[2]);
        try (Governance governance = Governance.builder(kept(direct))
                .haltDataSource(direct)
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(SdkDatabase.holdingFolder())
                .build()) {
            new Spender(governance, arguments).run();
        }
        System.exit(0);
    }

    /** A connection for each thread, as a pool of that size has them. */
    private static DataSource kept(DataSource direct) {
        return (DataSource) Proxy.newProxyInstance(
                Spender.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (KEPT.get() == null) {
                        KEPT.set(unclosing(direct.getConnection()));
                    }
                    return KEPT.get();
                });
    }

    private static Connection unclosing(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Spender.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void run() throws Exception {
        say("ready");
        await();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (Future<?> thread : Stream.generate(() -> threads.submit(this::spend))
                .limit(THREADS)
                .toList()) {
            thread.get();
        }
        threads.shutdown();
        say("refused " + calls.get());
    }

    private void await() throws IOException {
        while (System.in.read() != '\n') {
            // the line that lets everybody start at once
        }
    }

    private void spend() {
        UUID session = ownSessions ? UUID.randomUUID() : projection.sessionId();
        Usage projected = new Usage(projection.agentId(), session, projection.usd(), projection.tokens(), null);
        while (true) {
            try (Reservation reservation = governance.cost().reserve(projected, expires)) {
                LockSupport.parkNanos(call.toNanos());
                if (!reservation.settle(new Usage(projected.agentId(), session, real, projected.tokens(), null))) {
                    throw new IllegalStateException("not settled");
                }
                calls.incrementAndGet();
                say("called");
            } catch (BudgetExceededException e) {
                return;
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
