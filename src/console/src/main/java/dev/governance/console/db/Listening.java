package dev.governance.console.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what is notified on some channels, over a connection of its own. One that is lost, or on which nothing comes for a
 * few seconds, is replaced. What was notified meanwhile is not heard, and each beginning is told.
 */
public final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    private static final long PAUSE_MS = 500;

    /** A network that drops a connection without a word (a firewall that forgot it) ends it for nobody. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    /** So that something comes where nothing is notified. */
    private static final long PROBE_MS = 1_000;

    private static final String PROBE = "select 1";

    private final Vertx vertx;
    private final Pool pool;
    private final Map<String, Consumer<String>> channels;
    private final Runnable begun;
    private @Nullable PgConnection current;
    private boolean probing;
    private boolean closed;

    /**
     * Prepares to listen.
     *
     * @param channels names, which are no input of anybody's, and who takes what is said there
     * @param begun told whenever listening begins, the first time too
     */
    public Listening(Vertx vertx, PgConnectOptions options, Map<String, Consumer<String>> channels, Runnable begun) {
        this.vertx = vertx;
        this.channels = Map.copyOf(channels);
        this.begun = begun;
        this.pool = PgBuilder.pool()
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(1))
                .with(new NetClientOptions()
                        .setConnectTimeout((int) SILENCE.toMillis())
                        .setReadIdleTimeout((int) SILENCE.toSeconds())
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .using(vertx)
                .build();
    }

    /** Begins; fails when that does not do, and from then on begins again by itself. */
    public Future<Void> begin() {
        return connect().onSuccess(listening -> vertx.setPeriodic(PROBE_MS, timer -> probe()));
    }

    public Future<Void> close() {
        closed = true;
        return pool.close();
    }

    private Future<Void> connect() {
        return pool.getConnection().map(PgConnection::cast).compose(this::listen);
    }

    private Future<Void> listen(PgConnection connection) {
        connection.notificationHandler(this::heard).closeHandler(lost -> lost(connection));
        String listen = channels.keySet().stream().collect(Collectors.joining("; listen ", "listen ", ""));
        return connection
                .query(listen)
                .execute()
                .<Void>mapEmpty()
                .onSuccess(listening -> begun(connection))
                .onFailure(failure -> connection.close().onFailure(Listening::goneAlready));
    }

    private void begun(PgConnection connection) {
        current = connection;
        probing = false;
        begun.run();
    }

    private void lost(PgConnection connection) {
        if (connection == current) {
            current = null;
            later();
        }
    }

    private void later() {
        if (!closed) {
            vertx.setTimer(PAUSE_MS, timer -> again());
        }
    }

    private void again() {
        if (!closed) {
            connect().onFailure(failure -> later());
        }
    }

    private void probe() {
        PgConnection listening = current;
        if (listening != null && !probing) {
            probing = true;
            listening.query(PROBE).execute().onComplete(answered -> probing = false);
        }
    }

    private void heard(PgNotification notification) {
        Consumer<String> taker = channels.get(notification.getChannel());
        if (taker != null) {
            taker.accept(notification.getPayload());
        }
    }

    private static void goneAlready(Throwable failure) {
        LOG.atDebug().setCause(failure).log("a connection that could not listen was gone already");
    }
}
