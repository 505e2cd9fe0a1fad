package dev.governance.bench.machine;

import dev.governance.console.db.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The Python package, where {@code .ci/interop --prepare} installed it. */
public final class PythonPackage {
    public static final String VERSION = "0.7.3";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Place place;
    private final Path home;

    public PythonPackage(Place place) {
        this.place = place;
        this.home = place.root().resolve("target/python").resolve(VERSION);
    }

    public boolean isInstalled() {
        return Files.exists(home.resolve("complete")); // the last thing that the installation makes
    }

    /** Runs its own command. */
    public void migrate(DatabaseUrl url) {
        List<String> command = List.of(program("governance"), "migrate");
        try (Child child = Child.start(place.folder(), place.environment(url), command)) {
            if (child.await(LIMIT) != 0) {
                throw new IllegalStateException("the Python package could not migrate: " + child.talk());
            }
        }
    }

    /** Where a program of its environment is. */
    public String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }
}
