package dev.governance.bench.stream;

import dev.governance.bench.machine.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a console makes of a row, so that others can be given the same to carry. */
public final class Sample {
    private static final Duration LIMIT = Duration.ofSeconds(60); // heartbeats come meanwhile, so each look ends
    private static final String DATA = "data: ";

    /** The data of the frame of a row that is written now. */
    public static String of(Browser browser, Feed feed, long number) {
        long until = System.nanoTime() + LIMIT.toNanos();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(browser.stream("/api/stream/events"), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            feed.rows(1, 1_000, number, 1);
            while (line != null && System.nanoTime() < until) {
                if (line.startsWith(DATA) && line.contains("" + Stamp.EDGE + Stamp.EDGE)) {
                    return line.substring(DATA.length());
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the stream was cut", e);
        }
        throw new IllegalStateException("the stream did not tell of a row");
    }

    private Sample() {}
}
