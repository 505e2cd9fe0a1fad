package dev.governance.console.server;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.server.config.Config;
import dev.governance.console.server.config.ConfigKeys;
import dev.governance.console.server.config.Roles;
import dev.governance.console.server.config.StartProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What would stop a start, all of it at once, as far as it can be told without the database.
 *
 * @param warnings what a start takes and somebody probably did not mean
 */
public record ConfigCheck(List<String> problems, List<String> warnings) {

    /** Looks at everything that a start looks at first; reads files. */
    public static ConfigCheck of(Config config, Path folder, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>(ConfigKeys.unknownVariables(environment));
        collect(problems, () -> ForeignSwitches.check(environment, warnings::add));
        collect(problems, () -> ConsoleToken.of(environment));
        collect(problems, () -> AlertTarget.of(config, environment));
        collect(problems, () -> AuditSecret.next(environment));
        collect(problems, () -> new MarksSecret(folder, environment).pinned());
        collect(problems, () -> DatabaseSource.named(HaltSource.VARIABLE, environment));
        collect(
                problems,
                () -> DatabaseSource.named(DatabaseSource.VARIABLE, environment)
                        .ifPresent(foreign -> AuditSecret.required(environment)));
        collect(problems, () -> Server.tls(config.http().tls()));
        collect(problems, () -> Roles.of(config));
        collect(problems, () -> ClusterNode.checkTls(config.cluster().tls()));
        Console.openDoor(config.http()).ifPresent(warnings::add);
        return new ConfigCheck(List.copyOf(problems), List.copyOf(warnings));
    }

    private static void collect(List<String> problems, Runnable look) {
        try {
            look.run();
        } catch (StartProblem | DatabaseProblem e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
