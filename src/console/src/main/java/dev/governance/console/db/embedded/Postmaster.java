package dev.governance.console.db.embedded;

import dev.governance.console.db.DatabaseProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The running server process of a data directory, as its own pid file tells. */
final class Postmaster {
    private static final Duration START_LIMIT = Duration.ofSeconds(90); // recovery after a crash included
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final long LOOK_MS = 20;

    /** Lines of postmaster.pid (PostgreSQL, storage file layout): pid first, port fourth, state eighth. */
    private static final int PORT_LINE = 3;

    private static final int STATE_LINE = 7;

    private final Path data;
    private final Process process;
    private final CountDownLatch parentMayEnd;

    private Postmaster(Path data, Process process, CountDownLatch parentMayEnd) {
        this.data = data;
        this.process = process;
        this.parentMayEnd = parentMayEnd;
    }

    /** Starts the server and waits until it takes connections. */
    static Postmaster start(Path data, List<String> command, Path log) throws IOException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Process> started = new CompletableFuture<>();
        // The death signal fires when the thread that forked ends, so that thread stays for as long as the server may.
        Thread parent = new Thread(
                () -> {
                    try {
                        started.complete(new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                                .start());
                        mayEnd.await();
                    } catch (IOException e) {
                        started.completeExceptionally(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "postgres-parent");
        parent.setDaemon(true);
        parent.start();
        Postmaster postmaster = new Postmaster(data, launched(started), mayEnd);
        postmaster.awaitReady(log);
        return postmaster;
    }

    private static Process launched(CompletableFuture<Process> started) throws IOException {
        try {
            return started.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("PostgreSQL could not be launched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was launched", e);
        }
    }

    private void awaitReady(Path log) throws IOException {
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < until) {
            if (!process.isAlive()) {
                throw new DatabaseProblem("PostgreSQL ended while it started; its log says why: " + log);
            }
            // The file of a server that was killed says "ready" until the new one has written its own.
            if (running(data).isPresent()
                    && line(data, STATE_LINE).filter("ready"::equals).isPresent()) {
                return;
            }
            pause();
        }
        stop();
        throw new DatabaseProblem("PostgreSQL was not ready within " + START_LIMIT.toSeconds() + " s; see " + log);
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started", e);
        }
    }

    /** The port of the server that runs on a data directory, if one does. */
    static Optional<Integer> runningPort(Path data) {
        return running(data).flatMap(server -> line(data, PORT_LINE)).map(Integer::parseInt);
    }

    /** The server that runs on a data directory, whoever started it. */
    static Optional<ProcessHandle> running(Path data) {
        return line(data, 0)
                .filter(text -> text.matches("[0-9]{1,18}")) // it may be half-written
                .map(Long::parseLong)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(server -> runsOn(server.pid(), data));
    }

    /** A pid may have been given to another program since. */
    private static boolean runsOn(long pid, Path data) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains(data.toString());
        } catch (IOException e) {
            return false; // it has ended meanwhile
        }
    }

    private static Optional<String> line(Path data, int number) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > number ? Optional.of(lines.get(number).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no server, or its file is being written
        }
    }

    /** Stops a server cleanly: sessions are cut, what is committed is on disk. */
    static void stop(ProcessHandle server) {
        if (!Programs.works("kill", "-INT", Long.toString(server.pid()))) {
            return; // it has ended meanwhile
        }
        try {
            server.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            Programs.works("kill", "-QUIT", Long.toString(server.pid())); // recovery at the next start, nothing lost
        } catch (ExecutionException e) {
            throw new IllegalStateException("PostgreSQL's end could not be watched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        running(data).ifPresent(Postmaster::stop); // not process.pid(): runuser forks
        parentMayEnd.countDown();
    }
}
