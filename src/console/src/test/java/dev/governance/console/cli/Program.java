package dev.governance.console.cli;

import dev.governance.console.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line as a process of its own, with its two streams in files. */
public final class Program implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;
    private static final Pattern OPEN = Pattern.compile("Open\\s+(?:\u001b\\S*m)*(https?://[^\\s\u001b]+)");

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public static Program start(Path folder, Map<String, String> environment, String... arguments) {
        return under(List.of(), folder, environment, arguments);
    }

    /** Starts it by another program, as in a network of its own. */
    public static Program under(List<String> other, Path folder, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(other);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Cli.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GOVERNANCE_"));
            builder.environment().putAll(environment);
            return new Program(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs to the end and answers with what it said. */
    public static Program run(Path folder, Map<String, String> environment, String... arguments) {
        Program program = start(folder, environment, arguments);
        program.exitCode();
        return program;
    }

    public int exitCode() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                String threads = threads();
                process.destroyForcibly();
                throw new AssertionError("still running after " + LIMIT_SECONDS + " s:\n" + err() + "\n" + threads);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** On its own stdout, for what a Java process does when it is asked in this way is to say where its threads are. */
    private String threads() throws InterruptedException {
        signal("QUIT");
        TimeUnit.SECONDS.sleep(2);
        return out();
    }

    /** Waits for the first line on stdout. */
    public String line() {
        Eventually.holds("a line on stdout; stderr: " + err(), () -> out().endsWith("\n") || !process.isAlive());
        return out();
    }

    /** Waits until it serves, and answers where. Several that start at once take long. */
    public String url() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < until && process.isAlive()) {
            Matcher open = OPEN.matcher(err());
            if (open.find()) {
                return open.group(1);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("it does not serve: " + err());
    }

    /** As the kernel does when memory is short. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    public long pid() {
        return process.pid();
    }

    /** Sends a signal as the terminal or a person would. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            signal("TERM");
            signal("CONT"); // a frozen one hears nothing else
            exitCode();
        }
    }
}
