package dev.governance.console.badday;

import dev.governance.chain.MarksKey;
import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.cli.Program;
import dev.governance.console.contract.Users;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.server.Console;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.MarksUpkeep;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.Browser;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Role;
import dev.governance.sdk.Governance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that is ready for consoles, an admin and a viewer, and how nodes, agents and people come to it. */
final class Site {
    private static final String ADMIN = "marie";
    private static final String VIEWER = "pierre";
    private static final String PASSWORD = "polonium and radium";

    private final DatabaseUrl url;
    private final Path folder;
    private final Map<String, String> environment;

    Site(DatabaseUrl url, Path folder) {
        this.url = url;
        this.folder = folder;
        environment = Map.of(
                "GOVERNANCE_DATABASE_URL",
                url.withPassword(),
                "GOVERNANCE_AUDIT_SECRET",
                Stage.SECRET,
                "GOVERNANCE_MARKS_KEY",
                MarksKey.random().secretText());
        try (DatabaseSource source =
                DatabaseSource.forCommand(null, folder.resolve("first"), false, environment, line -> {})) {
            new MarksUpkeep(source, environment, List.of()).adopt("first start", "a test");
        }
        try (Stage stage = Stage.on(url)) {
            stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
            stage.ask(Users.ADD, new Users.Add(ADMIN, Role.ADMIN, PASSWORD, "a test"));
            stage.ask(Users.ADD, new Users.Add(VIEWER, Role.VIEWER, PASSWORD, "a test"));
        }
    }

    DatabaseUrl url() {
        return url;
    }

    Path folder() {
        return folder;
    }

    List<String> ask(String sql) {
        return TestPostgres.ask(url, sql);
    }

    long count(String from) {
        return Long.parseLong(ask("select count(*) from " + from).get(0));
    }

    /** A console in this process. */
    Console serve(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put("http.port", "0");
        return Console.serve(
                Configuration.read(null, Map.of(), all), folder.resolve("console"), environment, line -> {});
    }

    /** A console in a process of its own, that may take a while to be ready. */
    Program node(String name, String... options) {
        return node(List.of(), name, Map.of(), options);
    }

    /**
     * The same, started by another program.
     *
     * @param further variables beside those of the site, or instead of them
     */
    Program node(List<String> under, String name, Map<String, String> further, String... options) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(further);
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--port",
                "0",
                "--no-color",
                "--data",
                folder.resolve(name).toString()));
        for (String option : options) {
            arguments.add("--set");
            arguments.add(option);
        }
        return Program.under(under, folder, all, arguments.toArray(String[]::new));
    }

    /** What the command line says. */
    Program command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(folder.resolve("first").toString());
        return Program.run(folder, environment, all.toArray(String[]::new));
    }

    Browser admin(String console) {
        return Browser.signedIn(console, ADMIN, PASSWORD);
    }

    Browser viewer(String console) {
        return Browser.signedIn(console, VIEWER, PASSWORD);
    }

    /** A token with which its holder may follow, halt and decide. */
    String token(Browser admin) {
        return admin.send(
                        "POST",
                        "/api/auth/tokens",
                        Map.of(
                                "name",
                                "a bad day",
                                "scopes",
                                List.of("read", "verify", "agents.halt", "approvals.decide"),
                                "expires_in_days",
                                1,
                                "password_of_caller",
                                PASSWORD),
                        "secret")
                .asText();
    }

    /** What an agent embeds. It holds in a folder what cannot be stored now. */
    Governance agent() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url.jdbcUrl());
        source.setUser(url.user());
        source.setPassword(url.password());
        source.setSocketTimeout(5);
        source.setConnectTimeout(2);
        return Governance.builder(source)
                .auditSecret(Stage.SECRET)
                .holdingFolder(folder.resolve("held"))
                .build();
    }
}
