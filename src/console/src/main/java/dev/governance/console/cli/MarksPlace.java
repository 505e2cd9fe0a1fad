package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.MarksUpkeep;
import picocli.CommandLine.Mixin;

/** The options that say whose marks a command is about. */
final class MarksPlace {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Configured configured;

    DatabaseSource open() {
        return where.open();
    }

    MarksUpkeep upkeep(DatabaseSource source) {
        return new MarksUpkeep(source, Variables.read(), configured.heads());
    }
}
