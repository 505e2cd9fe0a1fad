package dev.governance.console.cli;

import dev.governance.console.server.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the console until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Run the console on GOVERNANCE_DATABASE_URL, or on the embedded PostgreSQL when that is not set.")
final class ServeCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private StartOptions options;

    @Override
    public void run() {
        Terminal terminal = options.terminal();
        Console console = Console.serve(options.started(), options.data(), Variables.read(), terminal::step);
        console.onReload(config -> Logging.follow(config.log()));
        terminal.step("ready");
        terminal.say("");
        if (console.hasDoor()) {
            terminal.fact("Open", console.url());
            if (!console.hasUsers()) {
                terminal.fact("Sign in", "nobody can yet: governance console add-user --username NAME --role admin");
            }
        } else {
            terminal.fact("Open", "nothing here: deploy.http.instances is 0, other nodes have the front door");
        }
        terminal.say("");
        terminal.runUntilStopped(console::close);
    }
}
