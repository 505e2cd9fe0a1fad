package dev.governance.console.cli;

import dev.governance.console.server.Demo;
import dev.governance.console.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a console with sample agents, to look around. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Run the console with sample agents on an embedded PostgreSQL, to look around.")
final class DemoCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private StartOptions options;

    @Option(
            names = "--json",
            description = "When ready, print one line of JSON on stdout: url, username, and the password if it is new.")
    private boolean json;

    @Override
    public void run() {
        Terminal terminal = options.terminal();
        Demo demo = Demo.start(options.started(), options.data(), Variables.read(), terminal::step);
        terminal.step("ready");
        if (json) {
            System.out.println(Json.write(facts(demo)));
        } else {
            tell(terminal, demo);
        }
        terminal.runUntilStopped(demo::close);
    }

    private void tell(Terminal terminal, Demo demo) {
        terminal.say("");
        terminal.fact("Open", demo.url());
        terminal.fact("Sign in", demo.username());
        String reset = "governance console reset-password --username " + demo.username();
        demo.password()
                .ifPresentOrElse(
                        password -> {
                            terminal.fact("Password", password);
                            terminal.say("              shown this once; a new one: " + reset);
                        },
                        () -> terminal.fact("Password", "as before; a new one: " + reset));
        terminal.say("");
        terminal.say(
                "    Sample agents are at work. Ctrl-C stops everything; the data stay in " + options.data() + ".");
    }

    private static Map<String, String> facts(Demo demo) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("url", demo.url());
        facts.put("username", demo.username());
        demo.password().ifPresent(password -> facts.put("password", password));
        return facts;
    }
}
