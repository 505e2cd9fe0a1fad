package dev.governance.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Spender} in a process of its own, with a small heap. */
final class SpenderRun implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;
    private static final String END = "";

    private final Process process;
    private final Path errors;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private SpenderRun(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static SpenderRun start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Spender.class.getName()));
        command.addAll(arguments);
        try {
            Path errors = Files.createTempFile(Files.createDirectories(Path.of("target")), "spender", ".err");
            SpenderRun run = new SpenderRun(
                    new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
            Thread reader = new Thread(run::read, "spender output");
            reader.setDaemon(true);
            reader.start();
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("reading ended: " + e.getMessage());
        }
        lines.add(END);
    }

    /** Waits for a line that begins so, and answers the rest of it. */
    String await(String word) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            String line = next(deadline, word);
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
        }
    }

    private String next(long deadline, String awaited) {
        try {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("no \"" + awaited + "\" of the spender: " + Files.readString(errors));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    void proceed() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the spender was killed and lives");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
