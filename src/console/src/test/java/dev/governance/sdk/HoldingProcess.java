package dev.governance.sdk;

import dev.governance.console.db.DatabaseUrl;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An agent in a process of its own that can be killed. It logs some events to each of some sessions, says
 * {@code logged}, waits for a line, and says {@code drained} when none of them waits any more.
 */
final class HoldingProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private HoldingProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    static HoldingProcess start(DatabaseUrl url, Path holding, String agent, UUID session, int sessions, int events) {
        try {
            return new HoldingProcess(new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            HoldingProcess.class.getName(),
                            url.jdbcUrl(),
                            url.user(),
                            url.password(),
                            holding.toString(),
                            agent,
                            session.toString(),
                            "" + sessions,
                            "" + events))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The session of a number. */
    static UUID session(UUID first, int number) {
        return new UUID(first.getMostSignificantBits(), number);
    }

    void await(String word) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(word)) {
                    return;
                }
            }
            throw new AssertionError("the process ended before it said " + word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void proceed() {
        try {
            input.write("\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With SIGKILL: nothing is tidied up. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String... arguments) throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(arguments[0]);
        source.setUser(arguments[1]);
        source.setPassword(arguments[2]);
        UUID first = UUID.fromString(arguments[5]);
        int sessions = Integer.parseInt(arguments[6]);
        try (Governance governance = SdkDatabase.governance(source, Path.of(arguments[3]))) {
            IntStream.range(0, sessions * Integer.parseInt(arguments[7]))
                    .forEach(number -> governance
                            .audit()
                            .log(AuditEvent.of(arguments[4], "tool.call")
                                    .session(session(first, number % sessions))
                                    .model("gpt-4o")
                                    .with("number", number)));
            System.out.println("logged");
            if (System.in.read() >= 0
                    && SdkDatabase.eventually(() -> governance.audit().held().waiting() == 0)) {
                System.out.println("drained");
            }
            if (System.in.read() >= 0) {
                System.out.println("bye");
            }
        }
    }
}
