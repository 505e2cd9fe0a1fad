package dev.governance.bench.machine;

import dev.governance.console.db.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A console in a process of its own, as {@code ./governance serve} runs it, and somebody who may sign in. */
public final class RunningConsole implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final long LOOK_MS = 50;
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final Child process;
    private final String url;
    private final Person person;

    private RunningConsole(Child process, String url, Person person) {
        this.process = process;
        this.url = url;
        this.person = person;
    }

    /** Starts the console on a migrated database and waits until it listens. */
    public static RunningConsole on(Place place, DatabaseUrl database) {
        return started(place, database, Person.added(place, database, "admin"));
    }

    /**
     * The same with a configuration of its own.
     *
     * @param configuration JSON whose keys override those of {@code conf/console.json}
     */
    public static RunningConsole on(Place place, DatabaseUrl database, String configuration) {
        return on(place, database, configuration, Person.added(place, database, "admin"));
    }

    /** The same for somebody who was added already. */
    public static RunningConsole on(Place place, DatabaseUrl database, String configuration, Person person) {
        try {
            Path file = Files.createTempFile(place.folder(), "console", ".json");
            Files.writeString(file, configuration);
            return started(place, database, person, "--config", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the console's configuration cannot be written", e);
        }
    }

    private static RunningConsole started(Place place, DatabaseUrl database, Person person, String... options) {
        Child process = place.governance(
                database,
                Stream.concat(Stream.of("serve", "--port", "0", "--no-color"), Stream.of(options))
                        .toArray(String[]::new));
        return new RunningConsole(process, address(process), person);
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
        return Browser.signedIn(url, person);
    }

    /** Who may sign in to it. */
    public Person person() {
        return person;
    }

    public String url() {
        return url;
    }

    /** What it took of the processor so far. */
    public Duration processorTime() {
        return process.processorTime();
    }

    /** The memory it has now, in MiB. */
    public double residentMib() {
        return process.residentMib();
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
