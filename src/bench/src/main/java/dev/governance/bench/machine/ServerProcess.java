package dev.governance.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What PostgreSQL itself takes of the processor; on a busy machine that says more than the clock on the wall. */
public final class ServerProcess {
    private static final int CUTIME = 13; // counted from the field behind the name, as that may have blanks in it
    private static final int CSTIME = 14;

    /** Linux tells programs hundredths of a second, whatever its own clock does. */
    private static final Duration TICK = Duration.ofMillis(10);

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

    /** Processor time so far of all that runs now and of connections that have ended. */
    public Duration processorTime() {
        return postmaster
                .children()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(ofEnded(), Duration::plus);
    }

    /** What the kernel adds up of children that were waited for (proc(5), cutime and cstime); none, where it tells nothing. */
    private Duration ofEnded() {
        try {
            String stat = Files.readString(Path.of("/proc/" + postmaster.pid() + "/stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return TICK.multipliedBy(Long.parseLong(afterName[CUTIME]) + Long.parseLong(afterName[CSTIME]));
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }
}
