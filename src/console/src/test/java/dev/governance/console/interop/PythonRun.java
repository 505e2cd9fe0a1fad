package dev.governance.console.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.governance.console.db.DatabaseUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A running Python program, read line by line with bounded waits and stopped by its handle. */
public final class PythonRun implements AutoCloseable {
    /** Importing the model clients alone takes ten seconds on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String END = "";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private PythonRun(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static PythonRun start(DatabaseUrl url, String secret, List<String> command) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "interop").toAbsolutePath());
            Path log = Files.createTempFile(folder, "python", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("GOVERNANCE_"));
            environment.put("GOVERNANCE_DATABASE_URL", url.withPassword());
            environment.put("GOVERNANCE_AUDIT_SECRET", secret);
            environment.put("HOME", folder.toString()); // nothing is left in the home of whoever runs the tests
            environment.put("TMPDIR", folder.toString());
            environment.put("PYTHONDONTWRITEBYTECODE", "1");
            environment.put("PYTHONUTF8", "1");
            PythonRun run = new PythonRun(builder.start(), log);
            Thread reader = new Thread(run::read, "python output");
            reader.setDaemon(true);
            reader.start();
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + command.get(0), e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line + "\n");
            }
        } catch (IOException e) {
            lines.add("reading ended: " + e.getMessage() + "\n");
        }
        lines.add(END);
    }

    /** Waits for the next line of that step. */
    public JsonNode await(String step) {
        return await(step, PATIENCE);
    }

    JsonNode await(String step, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String line = next(deadline, step);
            if (line.startsWith("{\"step\": \"" + step + "\"")) {
                return parsed(line);
            }
        }
    }

    private String next(long deadline, String awaited) {
        String line = polled(deadline);
        if (line.equals(END)) {
            throw new AssertionError("the program ended before \"" + awaited + "\": " + complaints());
        }
        return line;
    }

    private String polled(long deadline) {
        try {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("the program said nothing more in time: " + complaints());
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the program", e);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("a step that is not JSON: " + line, e);
        }
    }

    /** Writes a line to the program, which lets it go on. */
    void proceed() {
        say("");
    }

    /** Writes a line to the program. */
    public void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the program reads no more: " + complaints(), e);
        }
    }

    /** Waits for a good end and answers all that was printed. */
    String finish() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the program did not end in time: " + complaints());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the program's end", e);
        }
        StringBuilder said = new StringBuilder();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (String line = polled(deadline); !line.equals(END); line = polled(deadline)) {
            said.append(line);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("the program ended with " + process.exitValue() + ": " + said + complaints());
        }
        return said.toString();
    }

    private String complaints() {
        try {
            return "\n" + Files.readString(log);
        } catch (IOException e) {
            return " (its log cannot be read: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
