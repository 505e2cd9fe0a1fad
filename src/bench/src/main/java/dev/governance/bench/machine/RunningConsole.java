package dev.governance.bench.machine;

import dev.governance.console.db.DatabaseUrl;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A console in a process of its own, as {@code ./governance serve} runs it, and somebody who may sign in. */
public final class RunningConsole implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final long LOOK_MS = 50;
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final Child process;
    private final String url;
    private final String username;
    private final String password;

    private RunningConsole(Child process, String url, String username, String password) {
        this.process = process;
        this.url = url;
        this.username = username;
        this.password = password;
    }

    /** Starts the console on a migrated database and waits until it listens. */
    public static RunningConsole on(Place place, DatabaseUrl database) {
        String username = "bench-" + UUID.randomUUID(); // another console may have run here before
        String password = addUser(place, database, username);
        Child process = place.governance(database, "serve", "--port", "0", "--no-color");
        return new RunningConsole(process, address(process), username, password);
    }

    private static String addUser(Place place, DatabaseUrl database, String username) {
        try (Child child = place.governance(
                database, "console", "add-user", "--username", username, "--role", "admin", "--generate")) {
            if (child.await(START_LIMIT) != 0) {
                throw new IllegalStateException("no user could be added: " + child.talk());
            }
            return child.output().strip();
        }
    }

    private static String address(Child process) {
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            Matcher found = ADDRESS.matcher(process.talk() + process.output());
            if (found.find()) {
                return found.group();
            }
            pause();
        }
        process.close();
        throw new IllegalStateException("the console did not start: " + process.talk());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the console started", e);
        }
    }

    /** A new browser, signed in. */
    public Browser browser() {
        return Browser.signedIn(url, username, password);
    }

    public double peakMib() {
        return process.peakMib();
    }

    /** What the console said, when something went wrong. */
    public String talk() {
        return process.talk() + process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
