package dev.governance.sdk;

import static dev.governance.sdk.SdkDatabase.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import dev.governance.sdk.errors.AgentHaltedException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What running agents write down about their halts, on a real database. */
class HaltProofDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final String ACKNOWLEDGED = "agent.halt_acknowledged";
    private static final String ENFORCED = "agent.halt_enforced";

    private static void halt(SdkDatabase database, String agentId) {
        database.execute(
                "insert into governance_agent_presence as known (agent_id, status, halted_by, halted_at)"
                        + " values (?, 'unresponsive', 'operator-2', now()) on conflict (agent_id) do update"
                        + " set halted_by = excluded.halted_by, halted_at = excluded.halted_at",
                agentId);
    }

    private static void resume(SdkDatabase database, String agentId) {
        database.execute(
                "update governance_agent_presence set halted_by = null, halted_at = null, halt_reason = null,"
                        + " metadata_json = metadata_json - array['_halted_by', '_halted_at', '_halt_reason',"
                        + " '_killed_by', '_killed_at', '_kill_reason']"
                        + " where agent_id = ?",
                agentId);
    }

    private static List<JsonNode> events(SdkDatabase database, String agentId, String kind) {
        return database.metadata(agentId, kind).stream()
                .map(text -> Json.read(text, JsonNode.class))
                .toList();
    }

    private static List<JsonNode> events(String agentId, String kind) {
        return events(DATABASE, agentId, kind);
    }

    /** The session that older consoles name, computed by the database. */
    private static UUID session(String agentId) {
        return UUID.fromString(DATABASE.list(
                        "select md5('halt:' || agent_id || ':' || replace(to_char(halted_at at time zone 'UTC',"
                                + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '.000000', '') || '+00:00')::uuid::text"
                                + " from governance_agent_presence where agent_id = ?",
                        agentId)
                .get(0));
    }

    @Test
    void anotherProcessAcknowledgesAndTellsWhatItRefusedFirst() {
        try (HaltedProcess agent = HaltedProcess.start(DATABASE.url(), "elsewhere")) {
            agent.await("working");

            halt(DATABASE, "elsewhere");
            agent.await("refused");
        }

        List<JsonNode> acknowledged = events("elsewhere", ACKNOWLEDGED);
        List<JsonNode> enforced = events("elsewhere", ENFORCED);
        assertThat(acknowledged).hasSize(1);
        assertThat(acknowledged.get(0).path("delay_ms").asLong(-1)).isBetween(0L, 5_000L);
        assertThat(acknowledged.get(0).path("halted_by").asText()).isEqualTo("operator-2");
        assertThat(enforced).hasSize(1);
        assertThat(enforced.get(0).path("path").asText()).isEqualTo("scope");
        assertThat(enforced.get(0).path("delay_ms").asLong(-1)).isBetween(0L, 5_000L);
        assertThat(enforced.get(0).path("process"))
                .isEqualTo(acknowledged.get(0).path("process"));
        assertThat(DATABASE.list(
                        "select distinct session_id::text from governance_audit_events where agent_id = 'elsewhere'"))
                .containsExactly(session("elsewhere").toString());
        assertThat(DATABASE.verify(session("elsewhere")).isVerified()).isTrue();
    }

    @Test
    void twoProcessesAcknowledgeInOneChain() {
        try (Governance first = DATABASE.governance();
                Governance second = DATABASE.governance()) {
            first.presence().heartbeat(Heartbeat.of("shared"));
            second.assertNotHalted("shared");

            halt(DATABASE, "shared");

            assertThat(eventually(() -> events("shared", ACKNOWLEDGED).size() == 2))
                    .isTrue();
        }
        Set<String> processes = events("shared", ACKNOWLEDGED).stream()
                .map(event -> event.path("process").asText())
                .collect(Collectors.toSet());
        assertThat(processes).hasSize(2);
        assertThat(DATABASE.verify(session("shared")).isVerified()).isTrue();
    }

    @Test
    void eachHaltIsAcknowledgedByItself() {
        try (Governance governance = DATABASE.governance()) {
            governance.presence().heartbeat(Heartbeat.of("again"));
            for (int times = 1; times <= 3; times++) {
                int expected = times;
                halt(DATABASE, "again");
                assertThat(eventually(() -> events("again", ACKNOWLEDGED).size() == expected))
                        .isTrue();
                resume(DATABASE, "again");
                assertThat(eventually(() -> catchThrowable(() -> governance.assertNotHalted("again")) == null))
                        .isTrue();
            }
        }

        assertThat(events("again", ENFORCED)).hasSizeLessThanOrEqualTo(3);
        assertThat(DATABASE.list("select count(distinct session_id) from governance_audit_events"
                        + " where agent_id = 'again' and kind = 'agent.halt_acknowledged'"))
                .containsExactly("3");
    }

    @Test
    void aHaltThatWasLiftedBeforeItWasSeenIsNotAcknowledged() {
        SdkDatabase own = new SdkDatabase();
        AtomicReference<DataSource> source = new AtomicReference<>(own.dataSource());
        try (Governance governance = SdkDatabase.governance(Connections.changing(source))) {
            governance.presence().heartbeat(Heartbeat.of("lucky"));
            source.set(SdkDatabase.nowhere());
            own.cutConnections();
            halt(own, "lucky");
            resume(own, "lucky");
            halt(own, "other");
            source.set(own.dataSource());

            assertThat(eventually(() ->
                            catchThrowable(() -> governance.assertNotHalted("other")) instanceof AgentHaltedException))
                    .isTrue();
            assertThat(eventually(() -> events(own, "other", ENFORCED).size() == 1))
                    .isTrue();
        }

        assertThat(events(own, "lucky", ACKNOWLEDGED)).isEmpty();
        assertThat(events(own, "other", ACKNOWLEDGED)).hasSize(1);
    }

    @Test
    void aLogThatTakesNothingWeakensNoRefusalAndIsAskedAgain() {
        SdkDatabase own = new SdkDatabase();
        own.execute("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'not now'; end $$");
        own.execute("create trigger refuse before insert on governance_audit_events"
                + " for each row execute function refuse()");
        try (Governance governance = own.governance()) {
            governance.presence().heartbeat(Heartbeat.of("mute"));

            halt(own, "mute");

            assertThat(eventually(() ->
                            catchThrowable(() -> governance.assertNotHalted("mute")) instanceof AgentHaltedException))
                    .isTrue();
            own.execute("drop trigger refuse on governance_audit_events");
            assertThat(eventually(() -> events(own, "mute", ACKNOWLEDGED).size() == 1
                            && events(own, "mute", ENFORCED).size() == 1))
                    .isTrue();
        }
        assertThat(events(own, "mute", ENFORCED).get(0).path("path").asText()).isEqualTo("assertNotHalted");
    }
}
