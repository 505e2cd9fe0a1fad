package dev.governance.console.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.testing.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console's switch stops agents of the real Python SDK, and lets go on whom an older console stopped. */
@Tag("interop")
class HaltTest {
    /** The package looks every 5 s; the rest is for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(5 + 3);

    private static final String SECONDS = "90";
    private static final String AGENT = "agent";

    private final InteropConsole console = InteropConsole.open();

    @AfterEach
    void stop() {
        console.close();
    }

    /** How consoles and SDKs of each era halt an agent; the package's own consoles fail at it, so their statement. */
    enum Era {
        E0("metadata_json = metadata_json || '{\"_killed_by\": \"maria\","
                + " \"_killed_at\": \"2026-04-15T12:00:00.120000+00:00\", \"_kill_reason\": \"spends\"}'"),
        E1("metadata_json = metadata_json || '{\"_halted_by\": \"maria\","
                + " \"_halted_at\": \"2026-04-15T12:00:00.120000+00:00\", \"_halt_reason\": \"spends\"}'"),
        E3("halted_by = 'maria', halted_at = now(), halt_reason = 'spends'");

        private final String marker;

        Era(String marker) {
            this.marker = marker;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHaltStopsEveryGuardedWayAndAResumeOpensIt(PythonRelease release) {
        String models = release.guardsEveryWay() ? "models" : "no-models";
        try (PythonRun run = release.script(console.database(), "halt.py", AGENT, SECONDS, "beating", models)) {
            Map<String, String> open = ways(run.await("answers"));
            assertThat(open.values()).containsOnly("ok");

            console.halt(AGENT);
            awaitWays(run, refused(release, open));
            assertThat(console.agent(AGENT).get("halt").get("halted_by").asText())
                    .isEqualTo(InteropConsole.ADMIN);

            console.resume(AGENT);
            awaitWays(run, open);
        }
        assertThat(console.rows()
                        .texts("select kind from governance_audit_events where kind like 'agent.%' order by 1"))
                .containsExactly("agent.halted", "agent.resumed");
        assertThat(console.verdicts()).containsExactly("verified");
    }

    @ParameterizedTest
    @EnumSource
    void aHaltOfAnyEraIsSeenAndLifted(Era era) {
        PythonRelease release = PythonRelease.V0_7_3;
        try (PythonRun run = release.script(console.database(), "halt.py", AGENT, SECONDS, "silent", "no-models")) {
            Map<String, String> open = ways(run.await("answers"));

            TestPostgres.execute(console.database(), "update governance_agent_presence set " + era.marker);
            awaitWays(run, refused(PythonRelease.V0_7_3, open));
            assertThat(console.agent(AGENT).get("halt").get("halted_by").asText())
                    .isEqualTo("maria");

            console.resume(AGENT);
            awaitWays(run, open);
            assertThat(console.agent(AGENT).get("halt").isNull()).isTrue();
        }
    }

    /** A round that the package's next look falls into may answer both ways; the one after it must not. */
    private static void awaitWays(PythonRun run, Map<String, String> expected) {
        long deadline = System.nanoTime() + SOON.toNanos();
        Map<String, String> answers;
        do {
            answers = ways(run.await("answers", Duration.ofNanos(deadline - System.nanoTime())));
        } while (!answers.equals(expected));
    }

    private static Map<String, String> ways(JsonNode answers) {
        Map<String, String> ways = new TreeMap<>();
        answers.get("ways")
                .properties()
                .forEach(way -> ways.put(way.getKey(), way.getValue().asText()));
        return ways;
    }

    private static Map<String, String> refused(PythonRelease release, Map<String, String> open) {
        Map<String, String> refused = new TreeMap<>(open);
        if (release.guardsEveryWay()) {
            refused.replaceAll((way, answer) -> "AgentHaltedError");
        } else {
            refused.put("scope.check", "AgentKilledError");
        }
        return refused;
    }
}
