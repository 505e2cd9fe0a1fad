package dev.governance.console.deploy;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import dev.governance.console.testing.TestPostgres;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A database in which everybody has the role that {@code deploy/sql} gives them, made as {@code docs/operations.md} says. */
final class LeastRights implements AutoCloseable {
    private static final String PASSWORD = "only-for-tests";

    /** Who comes to the database, as the scripts' variables call them. */
    enum Role {
        OWNER,
        CONSOLE,
        HALTER,
        AGENT,
        AUDITOR;

        String variable() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final DatabaseUrl superuser = TestPostgres.empty();
    private final Map<String, String> variables = new LinkedHashMap<>();

    LeastRights() {
        for (Role role : Role.values()) {
            variables.put(role.variable(), role.variable() + " of " + superuser.database());
        }
        variables.put("sdk", "public");
        PsqlScript.run(superuser, "roles.sql", variables);
        for (Role role : Role.values()) {
            TestPostgres.execute(superuser, "alter role " + quoted(role) + " password '" + PASSWORD + "'");
        }
        Migrations.migrate(as(Role.OWNER), false, line -> {});
        grant();
    }

    /** Gives the rights, for the first time or again. */
    void grant() {
        PsqlScript.run(as(Role.OWNER), "grants.sql", variables);
    }

    DatabaseUrl superuser() {
        return superuser;
    }

    /** The database for one of them. */
    DatabaseUrl as(Role role) {
        return new DatabaseUrl(
                superuser.host(), superuser.port(), superuser.database(), name(role), PASSWORD, superuser.parameters());
    }

    String name(Role role) {
        return variables.getOrDefault(role.variable(), "");
    }

    private String quoted(Role role) {
        return '"' + name(role) + '"';
    }

    /** Roles are the whole server's, which other tests use, too. */
    @Override
    public void close() {
        Arrays.stream(Role.values())
                .forEach(role -> TestPostgres.execute(superuser, "drop owned by " + quoted(role) + " cascade"));
        Arrays.stream(Role.values()).forEach(role -> TestPostgres.execute(superuser, "drop role " + quoted(role)));
    }
}
