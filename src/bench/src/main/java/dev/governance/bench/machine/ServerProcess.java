package dev.governance.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What PostgreSQL itself takes of the processor; on a busy machine that says more than the clock on the wall. */
public final class ServerProcess {
    private final ProcessHandle postmaster;

    ServerProcess(Path data) {
        Path file = data.resolve("postgres/postmaster.pid");
        try (Stream<String> lines = Files.lines(file)) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
            this.postmaster = ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("the server's pid cannot be read", e);
        }
    }

    /** Processor time so far of all that runs now; connections that have ended are left out. */
    public Duration processorTime() {
        return postmaster
                .children()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
