package dev.governance.console.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door's certificate, and that it is another one when the files are: connections that are open stay, and files
 * that do not do leave it as it is.
 */
final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");

    private final Vertx vertx;
    private final TlsFiles files;
    private List<Stamp> seen;
    private final TlsPair pair;
    private volatile State state;
    private String told = "";

    private Tls(Vertx vertx, TlsFiles files, List<Stamp> seen, TlsPair pair) {
        this.vertx = vertx;
        this.files = files;
        this.seen = seen;
        this.pair = pair;
        this.state = new State(pair.end(), false);
    }

    /** What tells a file from the one that was there before. */
    private record Stamp(Object key, Instant changed, long size) {
        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        String.valueOf(attributes.fileKey()),
                        attributes.lastModifiedTime().toInstant(),
                        attributes.size());
            } catch (IOException e) {
                return new Stamp("none", Instant.EPOCH, -1);
            }
        }
    }

    /**
     * How it stands.
     *
     * @param end when the certificate that is shown ends
     * @param broken whether the files are others that do not do
     */
    record State(Instant end, boolean broken) {}

    /** Reads the files on a worker; fails with {@link IllegalArgumentException} when they do not do. */
    static Future<Tls> read(Vertx vertx, TlsFiles files) {
        return vertx.executeBlocking(() -> {
            List<Stamp> stamps = stamps(files); // first, so that what changes meanwhile is seen the next time
            return new Tls(vertx, files, stamps, TlsPair.read(files));
        });
    }

    /** Has a door speak TLS, where {@code connections} counts who shakes hands. */
    HttpServerOptions on(HttpServerOptions options, Connections connections, Duration handshake) {
        return options.setSsl(true)
                .setUseAlpn(true)
                .setSslEngineOptions(new CountedHandshakes(connections))
                .setSslHandshakeTimeout(handshake.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setEnabledSecureTransportProtocols(VERSIONS)
                .setKeyCertOptions(pair.options());
    }

    /** Looks again and again from now on. */
    void follow(HttpServer server) {
        vertx.setTimer(files.look().toMillis(), timer -> look(server).onComplete(looked -> follow(server)));
    }

    State state() {
        return state;
    }

    /** What does not do is read each time, for a right that is given or a disk that reads again changes no stamp. */
    private Future<?> look(HttpServer server) {
        return vertx.executeBlocking(() -> stamps(files))
                .compose(now -> now.equals(seen) && !state.broken() ? Future.succeededFuture() : change(server, now));
    }

    private Future<?> change(HttpServer server, List<Stamp> now) {
        seen = now;
        return vertx.executeBlocking(() -> TlsPair.read(files))
                .compose(read -> server.updateSSLOptions(options(read)).map(updated -> read))
                .onSuccess(read -> {
                    state = new State(read.end(), false);
                    told = "";
                    LOG.atInfo().addKeyValue("until", read.end()).log("there is another certificate");
                })
                .onFailure(failure -> {
                    state = new State(state.end(), true);
                    tell(String.valueOf(failure.getMessage()));
                });
    }

    private void tell(String reason) {
        if (!reason.equals(told)) {
            told = reason;
            LOG.atError()
                    .addKeyValue("reason", reason)
                    .log("the certificate's files have changed and do not do; the one before stays");
        }
    }

    private static ServerSSLOptions options(TlsPair pair) {
        ServerSSLOptions options = new ServerSSLOptions().setKeyCertOptions(pair.options());
        options.setUseAlpn(true).setEnabledSecureTransportProtocols(VERSIONS);
        return options.setApplicationLayerProtocols(List.of("h2", "http/1.1"));
    }

    private static List<Stamp> stamps(TlsFiles files) {
        return List.of(Stamp.of(files.certificate()), Stamp.of(files.key()));
    }
}
