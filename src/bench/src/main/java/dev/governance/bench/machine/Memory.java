package dev.governance.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of a process as the kernel counts it (proc(5)). */
final class Memory {
    private static final double KIB_PER_MIB = 1024;

    /** What is resident now, in MiB. */
    static double residentMib(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / KIB_PER_MIB;
        } catch (IOException e) {
            throw new UncheckedIOException("a program that is measured ended", e);
        }
    }

    private Memory() {}
}
