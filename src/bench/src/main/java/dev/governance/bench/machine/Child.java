package dev.governance.bench.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A program started here: bounded in time, watched for its memory, and ended with us. */
public final class Child implements AutoCloseable {
    private static final Path NOWHERE = Path.of("/dev/null");
    private static final Set<Child> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
    private static final long LOOK_MS = 10;
    private static final long KIB_PER_MIB = 1024;

    private final Process process;
    private final Path output;
    private final Path talk;
    private final Path pid;
    private final CompletableFuture<Void> end;
    private final long began = System.nanoTime();
    private volatile long ended;
    private volatile long peakKib;

    private Child(Process process, Path output, Path talk, Path pid) {
        this.process = process;
        this.output = output;
        this.talk = talk;
        this.pid = pid;
        this.end = process.onExit().thenRun(this::ended);
    }

    private void ended() {
        ended = System.nanoTime();
        RUNNING.remove(this);
        forget();
    }

    /**
     * Starts a program, its output into files of {@code folder}.
     *
     * @param environment added to ours, of which everything that names a database or a secret is taken out
     */
    public static Child start(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile(folder, "out", ".txt");
            return started(folder, environment, command, output, Redirect.to(output.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + command.get(0), e);
        }
    }

    /** Starts a program whose output nobody reads. */
    public static Child discarding(Path folder, Map<String, String> environment, List<String> command) {
        return started(folder, environment, command, NOWHERE, Redirect.DISCARD);
    }

    /** Starts a program that is talked with: {@link #tell} and {@link #lines}. */
    public static Child conversing(Path folder, Map<String, String> environment, List<String> command) {
        return started(folder, environment, command, NOWHERE, Redirect.PIPE);
    }

    private static Child started(
            Path folder, Map<String, String> environment, List<String> command, Path output, Redirect redirect) {
        try {
            Path talk = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(redirect).redirectError(talk.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GOVERNANCE_") || name.startsWith("PG"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            Path pid = folder.resolve("pids").resolve(Long.toString(process.pid()));
            Files.writeString(pid, command.get(0));
            Child child = new Child(process, output, talk, pid);
            RUNNING.add(child);
            child.watch();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + command.get(0), e);
        }
    }

    private void watch() {
        Thread thread = new Thread(this::look, "memory of a child");
        thread.setDaemon(true);
        thread.start();
    }

    private void forget() {
        try {
            Files.deleteIfExists(pid);
        } catch (IOException e) {
            Talk.say("a pid file is left: " + e.getMessage());
        }
    }

    /** The kernel forgets the peak with the process, so it is read as long as that runs. */
    private void look() {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        try {
            while (process.isAlive()) {
                try (var lines = Files.lines(status)) {
                    lines.filter(line -> line.startsWith("VmHWM"))
                            .map(line -> line.replaceAll("\\D", ""))
                            .filter(digits -> !digits.isEmpty())
                            .forEach(digits -> peakKib = Math.max(peakKib, Long.parseLong(digits)));
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // it ended between two looks
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end; answers the exit code. */
    public int await(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
                throw new IllegalStateException(name() + " took longer than " + limit.toSeconds() + " s");
            }
            end.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name() + " ran", e);
        }
    }

    private String name() {
        return process.info().command().orElse("a program");
    }

    /** Writes a line to its input. */
    public void tell(String line) {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name() + " hears no more: " + talk(), e);
        }
    }

    /** What it writes to its output. */
    public BufferedReader lines() {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Seconds from start to end, or until now. */
    public double seconds() {
        long until = ended == 0 ? System.nanoTime() : ended;
        return (until - began) / 1e9;
    }

    /** What it took of the processor so far; it must still run. */
    public Duration processorTime() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("a program that is measured ended: " + talk()));
    }

    /** The same with that of the programs it started and that still run. */
    public Duration processorTimeWithChildren() {
        return process.children()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(processorTime(), Duration::plus);
    }

    /** The memory it has now, in MiB. */
    public double residentMib() {
        return Memory.residentMib(process.pid());
    }

    /** The same with that of the programs it started; pages that they share count for each. */
    public double residentMibWithChildren() {
        return residentMib()
                + process.children()
                        .mapToDouble(child -> Memory.residentMib(child.pid()))
                        .sum();
    }

    /** The most memory it had at once, in MiB. */
    public double peakMib() {
        return peakKib / (double) KIB_PER_MIB;
    }

    public String output() {
        return read(output);
    }

    public String talk() {
        return read(talk);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, and insists after a while. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static void endAll() {
        List.copyOf(RUNNING).forEach(Child::close);
    }
}
