package dev.governance.bench.machine;

import dev.governance.console.db.DatabaseUrl;
import java.time.Duration;
import java.util.UUID;

/** Somebody who may sign in to any console on a database. */
public record Person(String username, String password) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Adds one to a migrated database; blocks. */
    public static Person added(Place place, DatabaseUrl database, String role) {
        String username = "bench-" + UUID.randomUUID(); // another console may have run here before
        try (Child child = place.governance(
                database, "console", "add-user", "--username", username, "--role", role, "--generate")) {
            if (child.await(LIMIT) != 0) {
                throw new IllegalStateException("no user could be added: " + child.talk());
            }
            return new Person(username, child.output().strip());
        }
    }

    @Override
    public String toString() {
        return username;
    }
}
