package dev.governance.console.badday;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java process takes over a while: its heap after a collection, and what the system gave it. */
final class Memory {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final double KIB_A_MIB = 1_024;

    private final long pid;
    private final long begun = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();

    /**
     * One look.
     *
     * @param minute since the first one
     * @param heap MiB in use after a collection
     * @param resident MiB of the process
     */
    record Sample(double minute, double heap, double resident) {}

    Memory(long pid) {
        this.pid = pid;
    }

    void sample() throws IOException, InterruptedException {
        said("GC.run");
        samples.add(new Sample(
                (System.nanoTime() - begun) / 60e9,
                number(USED, said("GC.heap_info")) / KIB_A_MIB,
                number(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status"))) / KIB_A_MIB));
    }

    private String said(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return output;
    }

    private static double number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no number: " + text);
        }
        return Double.parseDouble(found.group(1));
    }

    /** After the first half, in which everything is seen for the first time. */
    private List<Sample> settled() {
        return samples.subList(samples.size() / 2, samples.size());
    }

    /** MiB an hour, by least squares over the second half. */
    double slope(ToDoubleFunction<Sample> of) {
        List<Sample> settled = settled();
        double minutes = settled.stream().mapToDouble(Sample::minute).average().orElseThrow();
        double mean = settled.stream().mapToDouble(of).average().orElseThrow();
        double both = 0;
        double square = 0;
        for (Sample sample : settled) {
            both += (sample.minute - minutes) * (of.applyAsDouble(sample) - mean);
            square += (sample.minute - minutes) * (sample.minute - minutes);
        }
        return square == 0 ? 0 : both / square * 60;
    }

    String words() {
        StringBuilder words = new StringBuilder();
        samples.forEach(sample -> words.append("%6.1f min  heap %6.1f MiB  process %6.1f MiB%n"
                .formatted(sample.minute, sample.heap, sample.resident)));
        return words.append("second half: heap %+.1f MiB an hour, process %+.1f MiB an hour%n"
                        .formatted(slope(Sample::heap), slope(Sample::resident)))
                .toString();
    }
}
