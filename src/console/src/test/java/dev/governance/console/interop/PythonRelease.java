package dev.governance.console.interop;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A published release of {@code code-atelier-governance}, in the virtual environment that {@code .ci/interop} makes for
 * it under {@code target/python}: the last of each era, and the newest.
 */
public enum PythonRelease {
    /** Guards only {@code scope.check} against halted agents, and does not run with today's model clients. */
    V0_5_4("0.5.4", false),
    V0_6_2("0.6.2", true),
    V0_7_3("0.7.3", true);

    /** The secret that the package and the console share in these tests. */
    public static final String SECRET = Stage.SECRET;

    private final String version;
    private final boolean guardsEveryWay;

    PythonRelease(String version, boolean guardsEveryWay) {
        this.version = version;
        this.guardsEveryWay = guardsEveryWay;
    }

    boolean guardsEveryWay() {
        return guardsEveryWay;
    }

    /** Starts a script of {@code src/test/python}; skips the test loudly when the release is not installed. */
    public PythonRun script(DatabaseUrl url, String script, String... arguments) {
        return script(url, SECRET, script, List.of(arguments));
    }

    /** The same, by an agent that signs with another secret. */
    PythonRun script(DatabaseUrl url, String secret, String script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                installed("python").toString(),
                Path.of("src", "test", "python", script).toAbsolutePath().toString()));
        command.addAll(arguments);
        return PythonRun.start(url, secret, command);
    }

    /** Runs the package's own {@code governance} command to its end and answers what it said. */
    String governance(DatabaseUrl url, String... arguments) {
        List<String> command = new ArrayList<>(List.of(installed("governance").toString()));
        command.addAll(List.of(arguments));
        try (PythonRun run = PythonRun.start(url, SECRET, command)) {
            return run.finish();
        }
    }

    private Path installed(String program) {
        Path home = Path.of("..", "..", "target", "python", version);
        if (!Files.exists(home.resolve("complete"))) { // the last thing that .ci/interop makes
            String missing = "SKIPPED: interop with code-atelier-governance " + version
                    + ", for it is not installed under target/python; .ci/interop does that";
            System.out.println(missing);
            Assumptions.abort(missing);
        }
        return home.resolve("bin").resolve(program).toAbsolutePath().normalize();
    }

    @Override
    public String toString() {
        return version;
    }
}
