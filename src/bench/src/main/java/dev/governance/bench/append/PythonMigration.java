package dev.governance.bench.append;

import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.console.db.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The Python package's own command, where {@code .ci/interop --prepare} installed it. */
final class PythonMigration {
    static final String VERSION = "0.7.3";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Place place;
    private final Path home;

    PythonMigration(Place place) {
        this.place = place;
        this.home = place.root().resolve("target/python").resolve(VERSION);
    }

    boolean isInstalled() {
        return Files.exists(home.resolve("complete")); // the last thing that the installation makes
    }

    void migrate(DatabaseUrl url) {
        List<String> command = List.of(home.resolve("bin/governance").toString(), "migrate");
        try (Child child = Child.start(place.folder(), place.environment(url), command)) {
            if (child.await(LIMIT) != 0) {
                throw new IllegalStateException("the Python package could not migrate: " + child.talk());
            }
        }
    }
}
