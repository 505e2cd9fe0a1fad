package dev.governance.bench.sse;

import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Ports;
import dev.governance.bench.stream.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** nginx with nchan as Debian packs them, one worker, with a configuration and a folder of its own, on loopback. */
final class Nchan implements AutoCloseable {
    static final String PUBLISH = "/pub";

    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final List<Path> MODULES = List.of(
            Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so"),
            Path.of("/usr/share/nginx/modules/ngx_nchan_module.so"));
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final long LOOK_MS = 50;

    /** As many events are kept for who is late as a browser of ours may owe at the least. */
    private static final String CONFIGURATION = """
            load_module %s;
            user root;
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            pid %2$s/nginx.pid;
            error_log %2$s/error.log warn;
            events { worker_connections 18000; }
            http {
              access_log off;
              client_body_temp_path %2$s/body; proxy_temp_path %2$s/proxy; fastcgi_temp_path %2$s/fastcgi;
              uwsgi_temp_path %2$s/uwsgi; scgi_temp_path %2$s/scgi;
              keepalive_requests 100000000;
              nchan_max_reserved_memory 256M;
              server {
                listen 127.0.0.1:%3$d backlog=4096;
                location = /sub {
                  nchan_subscriber eventsource; nchan_channel_id a; nchan_message_buffer_length 2000;
                  nchan_subscriber_first_message newest;
                }
                location = /pub { nchan_publisher; nchan_channel_id a; nchan_message_buffer_length 2000; }
              }
            }
            """;

    private final Child process;
    private final int port;

    private Nchan(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    private static Optional<Path> module() {
        return MODULES.stream().filter(Files::exists).findFirst();
    }

    static boolean isInstalled() {
        return Files.exists(NGINX) && module().isPresent();
    }

    /** Starts it and waits until it listens. */
    static Nchan start(Place place) {
        Path folder = place.folder().resolve("nchan");
        int port = Ports.free();
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("nginx.conf");
            Files.writeString(file, CONFIGURATION.formatted(module().orElseThrow(), folder, port));
            Nchan nchan = new Nchan(
                    Child.start(
                            place.folder(),
                            Map.of(),
                            List.of(NGINX.toString(), "-e", "stderr", "-p", folder.toString(), "-c", file.toString())),
                    port);
            nchan.awaitStart();
            return nchan;
        } catch (IOException e) {
            throw new UncheckedIOException("nchan cannot be configured", e);
        }
    }

    private void awaitStart() {
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                pause();
            }
        }
        process.close();
        throw new IllegalStateException("nchan did not start: " + process.talk());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while nchan started", e);
        }
    }

    Source source() {
        return new Source(port, "/sub", "");
    }

    int port() {
        return port;
    }

    /** Of the worker, and of the process that watches it. */
    Duration processorTime() {
        return process.processorTimeWithChildren();
    }

    double residentMib() {
        return process.residentMibWithChildren();
    }

    @Override
    public void close() {
        process.close();
    }
}
