package dev.governance.console.testing;

import dev.governance.console.db.DatabaseUrl;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An address before a database that stays the same while the server behind it is stopped and started elsewhere. */
public final class Relay implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final String host;
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<NetSocket> forgotten = ConcurrentHashMap.newKeySet();
    private NetServer server = vertx.createNetServer();
    private final int port = Ports.free();
    private volatile long held = Long.MAX_VALUE;
    private volatile Duration late = Duration.ZERO;
    private volatile boolean swallowing;

    public Relay() {
        this(LOOPBACK);
    }

    /** Is reached at another address of this machine. */
    public Relay(String host) {
        this.host = host;
    }

    /** Carries to a server from now on, on the same port as before. */
    public DatabaseUrl to(DatabaseUrl url) {
        server = vertx.createNetServer(new NetServerOptions().setReuseAddress(true))
                .connectHandler(socket -> connected(socket, url.port()));
        Stage.wait(server.listen(port, host));
        return new DatabaseUrl(host, port, url.database(), url.user(), url.password(), url.parameters());
    }

    /** Lets no connection have more than so many bytes of the server's from now on: it hangs then. */
    public void hold(long bytes) {
        held = bytes;
    }

    /** Hands on each piece of the server's answers so much later from now on. */
    public void delay(Duration by) {
        late = by;
    }

    /** Hands on nothing in either direction from now on, and ends no connection: a network that swallows all. */
    public void swallow() {
        swallowing = true;
    }

    /** Carries again, new connections and those that there are. */
    public void carry() {
        swallowing = false;
    }

    /** Hands on nothing of the connections there are, without ending them, and carries new ones: a firewall that forgot. */
    public void forget() {
        forgotten.addAll(open);
    }

    /** How many connections were begun to this address so far. */
    public int begun() {
        return asked.get();
    }

    /** Refuses connections, and ends those that there are. */
    public void down() {
        Stage.wait(server.close());
        reset();
    }

    /** Ends all connections; what comes on new ones is carried as at first. */
    public void reset() {
        open.forEach(NetSocket::close);
        held = Long.MAX_VALUE;
        late = Duration.ZERO;
        swallowing = false;
        forgotten.clear();
    }

    private void connected(NetSocket near, int upstream) {
        near.pause();
        asked.incrementAndGet();
        open.add(near);
        near.closeHandler(closed -> open.remove(near));
        client.connect(upstream, LOOPBACK).onSuccess(far -> joined(near, far)).onFailure(failure -> near.close());
    }

    private void joined(NetSocket near, NetSocket far) {
        open.add(far);
        long[] carried = {0};
        near.closeHandler(closed -> {
            open.remove(near);
            far.close();
        });
        far.closeHandler(closed -> {
            open.remove(far);
            near.close();
        });
        near.handler(data -> carry(data, far));
        far.handler(data -> {
            if (late.isZero()) {
                carry(data, near);
            } else {
                vertx.setTimer(late.toMillis(), timer -> carry(data, near));
            }
            carried[0] += data.length();
            if (carried[0] > held) {
                far.pause();
            }
        });
        near.resume();
    }

    private void carry(Buffer data, NetSocket to) {
        if (!swallowing && !forgotten.contains(to)) {
            to.write(data);
        }
    }

    @Override
    public void close() {
        Stage.wait(vertx.close());
    }
}
