package dev.governance.console.cli;

import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.contract.Users;
import dev.governance.console.server.Console;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A running console with the admin marie and the viewer pierre, for commands that talk to one. */
final class ServedConsole implements AutoCloseable {
    static final String PASSWORD = "polonium and radium";

    private final Stage stage;
    private final Console console;

    private ServedConsole(Stage stage, Console console) {
        this.stage = stage;
        this.console = console;
    }

    static ServedConsole start() {
        Stage stage = Stage.on(TestPostgres.migrated());
        stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
        stage.ask(Users.ADD, new Users.Add("marie", Role.ADMIN, PASSWORD, "a test"));
        stage.ask(Users.ADD, new Users.Add("pierre", Role.VIEWER, PASSWORD, "a test"));
        try {
            Path folder =
                    Files.createDirectories(Path.of("target", "agent-commands").toAbsolutePath());
            Console console = Console.serve(
                    Configuration.read(null, Map.of(), Map.of("http.port", "0", "compliance.rate_limit", "100")),
                    Files.createTempDirectory(folder, "data"),
                    Map.of(
                            "GOVERNANCE_DATABASE_URL",
                            stage.url().withPassword(),
                            "GOVERNANCE_AUDIT_SECRET",
                            Stage.SECRET),
                    line -> {});
            return new ServedConsole(stage, console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stage stage() {
        return stage;
    }

    String url() {
        return console.url();
    }

    /** Before each test, as each signs in more than once and an address may only five times a minute. */
    void forgetTries() {
        stage.execute("delete from governance_console.sign_in_addresses");
        stage.execute("delete from governance_console.sign_in_accounts");
    }

    @Override
    public void close() {
        console.close();
        stage.close();
    }
}
