package dev.governance.sdk;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.sdk.errors.AgentHaltedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** An agent in a process of its own: it says {@code working}, works until it is halted, says {@code refused}, and ends. */
final class HaltedProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private HaltedProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static HaltedProcess start(DatabaseUrl url, String agentId) {
        try {
            return new HaltedProcess(new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            HaltedProcess.class.getName(),
                            url.jdbcUrl(),
                            url.user(),
                            url.password(),
                            SdkDatabase.holdingFolder().toString(),
                            agentId))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String... arguments) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(arguments[0]);
        source.setUser(arguments[1]);
        source.setPassword(arguments[2]);
        String agentId = arguments[4];
        try (Governance governance = SdkDatabase.governance(source, Path.of(arguments[3]))) {
            governance.scope().register(ScopePolicy.of(agentId).allowTools("refund"));
            governance.presence().heartbeat(Heartbeat.of(agentId));
            System.out.println("working");
            while (true) {
                governance.scope().check(agentId, Action.tool("refund"));
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        } catch (AgentHaltedException e) {
            System.out.println("refused"); // closed before: what it had to write is written
        }
    }
}
