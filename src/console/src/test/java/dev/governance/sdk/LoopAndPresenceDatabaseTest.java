package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.sdk.errors.LoopDetectedException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Loops and heartbeats on a real database. */
class LoopAndPresenceDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private static String presence(String agentId) {
        return DATABASE
                .list(
                        "select concat_ws('|', status, operator_id, metadata_json::text)"
                                + " from governance_agent_presence where agent_id = ?",
                        agentId)
                .stream()
                .findFirst()
                .orElse("absent");
    }

    @Test
    void theCallAfterTheLastAllowedOneIsALoop() {
        UUID session = UUID.randomUUID();
        GOVERNANCE.loop().register(LoopPolicy.of("looper").maxCalls(2));
        GOVERNANCE.loop().record(session, "looper", "Search");
        GOVERNANCE.loop().record(session, "looper", "search");
        GOVERNANCE.loop().record(UUID.randomUUID(), "looper", "search");

        assertThatThrownBy(() -> GOVERNANCE.loop().record(session, "looper", "SEARCH"))
                .isInstanceOfSatisfying(
                        LoopDetectedException.class,
                        loop -> assertThat(loop.count()).isEqualTo(3));

        assertThat(DATABASE.metadata("looper", "loop.detected"))
                .containsExactly("{\"count\": 3, \"action\": \"raise\", \"max_calls\": 2, \"tool_name\": \"search\","
                        + " \"window_seconds\": 60}");
    }

    @Test
    void aCallOutsideTheWindowDoesNotCountAndALoggedLoopGoesOn() {
        UUID session = UUID.randomUUID();
        GOVERNANCE
                .loop()
                .register(LoopPolicy.of("patient")
                        .maxCalls(2)
                        .window(Duration.ofMinutes(1))
                        .onLoop(LoopPolicy.OnLoop.LOG));
        GOVERNANCE.loop().record(session, "patient", "search");
        GOVERNANCE.loop().record(session, "patient", "search");
        DATABASE.execute("update governance_loop_tracking set called_at = now() - interval '61 seconds'"
                + " where agent_id = 'patient'");

        GOVERNANCE.loop().record(session, "patient", "search");
        GOVERNANCE.loop().record(session, "patient", "search");
        assertThat(DATABASE.metadata("patient", "loop.detected")).isEmpty();
        assertThatCode(() -> GOVERNANCE.loop().record(session, "patient", "search"))
                .doesNotThrowAnyException();

        assertThat(DATABASE.metadata("patient", "loop.detected")).hasSize(1);
    }

    @Test
    void aHeartbeatKeepsTheOperatorThatIsKnown() {
        assertThat(GOVERNANCE
                        .presence()
                        .heartbeat(Heartbeat.of("beater").operator("grace").with("version", 1)))
                .isTrue();

        assertThat(GOVERNANCE.presence().heartbeat(Heartbeat.of("beater").with("version", 2)))
                .isTrue();

        assertThat(presence("beater")).isEqualTo("live|grace|{\"version\": 2}");
    }

    @Test
    void anAgentCannotForgeOrEraseAMarker() {
        GOVERNANCE.presence().heartbeat(Heartbeat.of("forger").with("_halted_by", "itself"));
        assertThat(presence("forger")).isEqualTo("live|{}");
        DATABASE.execute("update governance_agent_presence set metadata_json = '{\"_killed_by\": \"operator-2\"}'"
                + " where agent_id = 'forger'");

        GOVERNANCE.presence().heartbeat(Heartbeat.of("forger").with("_killed_by", "nobody"));

        assertThat(presence("forger")).isEqualTo("live|{\"_killed_by\": \"operator-2\"}");
        assertThat(GOVERNANCE.presence().close("forger")).isFalse();
    }

    @Test
    void anIdleAgentBeatsAsOneUntilItCloses() {
        try (Pulse pulse = GOVERNANCE.presence().keepAlive(Heartbeat.of("idler"), Duration.ofMillis(20))) {
            assertThat(SdkDatabase.eventually(() -> presence("idler").startsWith("live")))
                    .isTrue();
            pulse.idle();
            String since = DATABASE.list(
                            "select last_heartbeat from governance_agent_presence where agent_id = 'idler'")
                    .get(0);
            assertThat(SdkDatabase.eventually(() -> !DATABASE.list(
                                    "select last_heartbeat from governance_agent_presence where agent_id = 'idler'")
                            .get(0)
                            .equals(since)))
                    .isTrue();
            assertThat(presence("idler")).startsWith("idle");
        }

        assertThat(GOVERNANCE.presence().idle("never seen")).isFalse();
        assertThat(GOVERNANCE.presence().close("idler")).isTrue();
    }

    @Test
    void aHeartbeatOverItsLimitsIsNotStored() {
        assertThat(GOVERNANCE.presence().heartbeat(Heartbeat.of(""))).isFalse();
        assertThat(GOVERNANCE.presence().heartbeat(Heartbeat.of("a".repeat(257))))
                .isFalse();
        assertThat(GOVERNANCE.presence().heartbeat(Heartbeat.of("fat").operator("o".repeat(257))))
                .isFalse();
        assertThat(GOVERNANCE.presence().heartbeat(Heartbeat.of("fat").with("note", "x".repeat(70_000))))
                .isFalse();

        assertThat(presence("fat")).isEqualTo("absent");
    }

    @Test
    void aDatabaseThatIsAwayDoesNotBreakTheHeart() {
        try (Governance lonely = SdkDatabase.governance(SdkDatabase.nowhere())) {
            assertThat(lonely.presence().heartbeat(Heartbeat.of("lonely"))).isFalse();
        }
    }
}
