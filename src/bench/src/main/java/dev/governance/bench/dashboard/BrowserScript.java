package dev.governance.bench.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Person;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Talk;
import dev.governance.bench.machine.Words;
import dev.governance.console.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * {@code dashboard.mjs}, which looks at the pages. It asks by lines: {@code feed ROWS MILLISECONDS} for rows, answered by
 * {@code fed MILLISECONDS}; {@code say WORDS}; and last what it found as JSON.
 */
final class BrowserScript implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("target", "browser", "driver");
    private static final Path SCRIPT = Path.of("src", "bench", "src", "main", "browser", "dashboard.mjs");

    private final Child child;

    BrowserScript(Place place, String url, Person person) {
        Path root = place.root();
        child = Child.conversing(
                place.folder(),
                Map.of(),
                Words.of(
                        root.resolve(DRIVER).resolve("node").toString(),
                        root.resolve(SCRIPT).toString(),
                        root.resolve(DRIVER).resolve("package").toString(),
                        url));
        child.tell(person.username());
        child.tell(person.password());
    }

    static void requireTools(Place place) {
        if (!Files.exists(CHROMIUM)
                || !Files.exists(place.root().resolve(DRIVER).resolve("node"))) {
            throw new IllegalStateException(
                    "this needs " + CHROMIUM + " and the driver that .ci/tools puts into " + DRIVER);
        }
    }

    ObjectNode measure(Feeder feeder, long rows, int perSecond, int rounds, int minutes) {
        child.tell("measure " + rows + " " + perSecond + " " + rounds + " " + minutes);
        try (BufferedReader lines = child.lines()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    return (ObjectNode) Json.tree(line);
                }
                answer(feeder, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the browser is heard no more: " + child.talk(), e);
        }
        throw new IllegalStateException("the browser found nothing: " + child.talk());
    }

    private void answer(Feeder feeder, String line) {
        String[] words = line.split(" ", 3);
        if (words[0].equals("feed")) {
            Duration taken = feeder.feed(Long.parseLong(words[1]), Duration.ofMillis(Long.parseLong(words[2])));
            child.tell("fed " + taken.toMillis());
        } else {
            Talk.say(line.replaceFirst("^say ", ""));
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
