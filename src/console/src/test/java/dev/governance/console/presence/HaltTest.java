package dev.governance.console.presence;

import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Redaction;
import dev.governance.chain.Timestamps;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Presence;
import dev.governance.console.contract.Presence.Halt;
import dev.governance.console.contract.Presence.Halted;
import dev.governance.console.contract.Presence.Resume;
import dev.governance.console.contract.Presence.Resumed;
import dev.governance.console.db.Database;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stopping an agent and letting it go on: what is written, for SDKs of every age. */
class HaltTest {
    private static Stage stage;

    @BeforeAll
    static void deploy() {
        stage = Stage.open();
        stage.deploy(verticle(stage));
    }

    static PresenceVerticle verticle(Stage stage) {
        return verticle(stage, stage.database());
    }

    static PresenceVerticle verticle(Stage stage, Database halts) {
        return new PresenceVerticle(
                stage.bus(),
                stage.database(),
                halts,
                stage.ledger(),
                new Redaction(Set.of())::json,
                () -> Duration.ofSeconds(60),
                () -> Duration.ofSeconds(300));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void whoeverShowsHaltsHearsOfOneWithoutTheDatabasesBell() {
        String agent = beating("{}");
        List<Doorbell.Rung> rung = new CopyOnWriteArrayList<>();
        stage.bus().listen(Doorbell.HALT, rung::add);

        stage.ask(Presence.HALT, halt(agent, ADMIN, "runs wild"));

        Eventually.holds("the bell rings", () -> !rung.isEmpty());
    }

    @Test
    void aHaltIsWrittenWhereEverySdkReadsIt() {
        String agent = beating("{\"team\":\"billing\"}");

        Halted halted = stage.ask(Presence.HALT, halt(agent, ADMIN, "runs wild"));

        Map<String, Object> row = row(agent);
        assertThat(row)
                .containsEntry("status", "unresponsive")
                .containsEntry("halted_by", "operator-1")
                .containsEntry("halt_reason", "runs wild")
                .containsEntry("meta_by", "operator-1")
                .containsEntry("meta_reason", "runs wild")
                .containsEntry("killed_by", "operator-1")
                .containsEntry("team", "billing");
        assertThat(OffsetDateTime.parse((String) row.get("meta_at")).toInstant())
                .isEqualTo(halted.haltedAt());
        UUID session = Marker.session(agent, Timestamps.iso(halted.haltedAt()));
        assertThat(audited(session)).containsExactly("agent.halted operator-1 runs wild");
        assertThat(stage.verdict(session).isVerified()).isTrue();
    }

    @Test
    void anAgentThatWasNeverSeenCanBeHalted() {
        String agent = "never-" + UUID.randomUUID();

        stage.ask(Presence.HALT, halt(agent, ADMIN, "in advance"));

        AgentPresence seen = agent(agent);
        assertThat(seen.status()).isEqualTo("never_seen");
        assertThat(seen.lastHeartbeat()).isNull();
        assertThat(seen.startedAt()).isNull();
        assertThat(seen.halt()).isNotNull();
    }

    /** As an SDK writes it, which knows nothing of a halt before its first look. */
    @Test
    void theFirstHeartbeatOfAnAgentDoesNotLiftAHaltInAdvance() {
        String agent = "never-" + UUID.randomUUID();
        stage.ask(Presence.HALT, halt(agent, ADMIN, "in advance"));

        stage.execute(
                "insert into governance_agent_presence (agent_id, status, last_heartbeat, operator_id, metadata_json)"
                        + " values (?, 'live', now(), 'x', '{\"team\": \"billing\"}') on conflict (agent_id) do update"
                        + " set status = excluded.status, last_heartbeat = excluded.last_heartbeat,"
                        + " metadata_json = excluded.metadata_json",
                agent);

        assertThat(agent(agent).halt()).isNotNull();
        assertThat(row(agent))
                .containsEntry("status", "live")
                .containsEntry("halt_reason", "in advance")
                .containsEntry("meta_reason", "in advance")
                .containsEntry("killed_by", "operator-1")
                .containsEntry("team", "billing");
    }

    @Test
    void theHeartbeatOfAnOldSdkDoesNotLiftAHalt() {
        String agent = beating("{}");
        stage.ask(Presence.HALT, halt(agent, ADMIN, "stop"));

        stage.execute(
                "update governance_agent_presence set status = 'live', last_heartbeat = now(),"
                        + " metadata_json = '{\"beat\": 2}' where agent_id = ?",
                agent);

        assertThat(row(agent)).containsEntry("meta_by", "operator-1").containsEntry("killed_by", "operator-1");
        assertThat(agent(agent).halt()).isNotNull();
        assertThat(agent(agent).status()).isEqualTo("live");
    }

    @Test
    void whoHaltsWhatIsHaltedIsToldWhoWasFaster() {
        String agent = beating("{}");
        stage.ask(Presence.HALT, halt(agent, OTHER_ADMIN, "stop"));

        Refusal refusal = stage.refused(Presence.HALT, halt(agent, ADMIN, "stop too"));

        assertThat(refusal.fault()).isEqualTo(Fault.CONFLICT);
        assertThat(refusal.code()).isEqualTo("already_halted");
        assertThat(refusal.reason()).startsWith("this agent is already halted, by operator-2 at 20");
        assertThat(row(agent)).containsEntry("halt_reason", "stop");
    }

    @Test
    void ofTwoHaltsAtOnceOneIsWritten() throws SQLException {
        String agent = beating("{}");

        Future<Halted> first;
        Future<Halted> second;
        try (Connection holder = locked(agent)) {
            first = stage.bus().ask(Presence.HALT, halt(agent, ADMIN, "one"));
            second = stage.bus().ask(Presence.HALT, halt(agent, OTHER_ADMIN, "two"));
            Eventually.holds("statements wait for the lock", () -> stage.waiting() == 2);
            holder.rollback();
        }
        Stage.wait(Future.join(first, second).transform(done -> Future.succeededFuture()));

        assertThat(List.of(first.succeeded(), second.succeeded())).containsExactlyInAnyOrder(true, false);
        assertThat(Stage.refusalOf(first.failed() ? first : second).code()).isEqualTo("already_halted");
        assertThat(stage.rows(
                        "select 1 from governance_audit_events where agent_id = ? and kind = 'agent.halted'", agent))
                .hasSize(1);
    }

    @Test
    void aRetryGetsTheFirstAnswer() {
        String agent = beating("{}");
        UUID key = UUID.randomUUID();
        Halted first = stage.ask(Presence.HALT, new Halt(agent, ADMIN, "stop", key));

        assertThat(stage.ask(Presence.HALT, new Halt(agent, ADMIN, "stop", key)))
                .isEqualTo(first);
        assertThat(stage.refused(Presence.HALT, new Halt("other", ADMIN, "stop", key))
                        .code())
                .isEqualTo("key_reused");
    }

    @Test
    void aResumeLiftsBothMarkersAndJoinsTheChainOfTheHalt() {
        String agent = beating("{\"team\":\"billing\"}");
        Halted halted = stage.ask(Presence.HALT, halt(agent, OTHER_ADMIN, "stop"));

        Resumed resumed = stage.ask(Presence.RESUME, resume(agent, "fixed"));

        assertThat(resumed.agentId()).isEqualTo(agent);
        assertThat(row(agent))
                .containsEntry("status", "idle")
                .containsEntry("halted_by", null)
                .containsEntry("halted_at", null)
                .containsEntry("halt_reason", null)
                .containsEntry("metadata", "{\"team\": \"billing\"}");
        UUID session = Marker.session(agent, Timestamps.iso(halted.haltedAt()));
        assertThat(audited(session))
                .containsExactly("agent.halted operator-2 stop", "agent.resumed operator-1 fixed operator-2");
        assertThat(stage.verdict(session).isVerified()).isTrue();
        assertThat(agent(agent).halt()).isNull();
        assertThat(stage.refused(Presence.RESUME, resume(agent, "again")).code())
                .isEqualTo("not_halted");
    }

    @Test
    void markersThatOlderConsolesLeftInTheMetadataAreShownAndLifted() {
        String first = beating("{\"_killed_by\":\"old\",\"_killed_at\":\"2026-04-14T10:00:00+00:00\","
                + "\"_kill_reason\":\"because\",\"a\":1}");
        String second = beating("{\"_halted_by\":\"newer\",\"_halted_at\":\"yesterday\",\"_halt_reason\":null}");

        assertThat(agent(first).halt())
                .extracting(AgentPresence.Halt::haltedBy, AgentPresence.Halt::haltedAt, AgentPresence.Halt::reason)
                .containsExactly("old", Instant.parse("2026-04-14T10:00:00Z"), "because");
        assertThat(agent(second).halt())
                .extracting(AgentPresence.Halt::haltedBy, AgentPresence.Halt::haltedAt, AgentPresence.Halt::reason)
                .containsExactly("newer", null, "");
        assertThat(stage.refused(Presence.HALT, halt(first, ADMIN, "stop")).code())
                .isEqualTo("already_halted");

        stage.ask(Presence.RESUME, resume(first, "fixed"));
        stage.ask(Presence.RESUME, resume(second, "fixed"));

        assertThat(row(first)).containsEntry("metadata", "{\"a\": 1}");
        assertThat(row(second)).containsEntry("metadata", "{}");
        assertThat(audited(Marker.session(first, "2026-04-14T10:00:00+00:00")))
                .containsExactly("agent.resumed operator-1 fixed old");
    }

    @Test
    void aHostileReasonIsStoredAsTextAndCleanedOnce() {
        String agent = beating("{}");
        String reason = "<img src=x onerror=alert(1)> \u202eabc\u0000 C:\\x\n😀";

        Halted halted = stage.ask(Presence.HALT, halt(agent, ADMIN, reason));

        String clean = "<img src=x onerror=alert(1)> \u202eabc C:\\\\x\\n😀";
        assertThat(row(agent)).containsEntry("halt_reason", clean).containsEntry("meta_reason", clean);
        UUID session = Marker.session(agent, Timestamps.iso(halted.haltedAt()));
        assertThat(audited(session)).containsExactly("agent.halted operator-1 " + clean);
        assertThat(stage.verdict(session).isVerified()).isTrue();
    }

    @Test
    void theLongestReasonFits() {
        String agent = beating("{}");
        stage.ask(Presence.HALT, halt(agent, ADMIN, "\\".repeat(512)));

        assertThat(row(agent)).containsEntry("halt_reason", "\\".repeat(1_024));
        String faces = beating("{}");
        stage.ask(Presence.HALT, halt(faces, ADMIN, "😀".repeat(512)));
        assertThat(row(faces)).containsEntry("halt_reason", "😀".repeat(512));
        String accents = beating("{}");
        stage.ask(Presence.HALT, halt(accents, ADMIN, "e\u0301".repeat(512)));
        assertThat(row(accents)).containsEntry("halt_reason", "\u00e9".repeat(512));
        assertThat(stage.refused(Presence.HALT, halt(beating("{}"), ADMIN, "😀".repeat(513)))
                        .code())
                .isEqualTo("invalid_reason");
    }

    @Test
    void anUnreadableOrOverlongReasonIsRefused() {
        String agent = beating("{}");

        for (String reason : List.of("", "  ", "\u200b\u0000", "x".repeat(513), "\ud83d", "x".repeat(4_096))) {
            assertThat(stage.refused(Presence.HALT, halt(agent, ADMIN, reason)).code())
                    .isEqualTo("invalid_reason");
        }
        assertThat(row(agent)).containsEntry("halted_by", null);
    }

    @Test
    void hostileAgentIdsAreHaltedExactlyOrRefused() {
        String longest = "\\".repeat(220) + UUID.randomUUID();
        stage.ask(Presence.HALT, halt(longest, ADMIN, "stop"));
        assertThat(row(longest)).containsEntry("halted_by", "operator-1");
        String odd = "<b>\u202e'; drop table x; -- 😀" + UUID.randomUUID();
        stage.ask(Presence.HALT, halt(odd, ADMIN, "stop"));
        assertThat(agent(odd).halt()).isNotNull();

        for (String id : List.of("", "x".repeat(257), "a\u0000b", "\udc00")) {
            assertThat(stage.refused(Presence.HALT, halt(id, ADMIN, "stop")).code())
                    .isEqualTo("invalid_agent_id");
        }
    }

    @Test
    void metadataThatIsNoObjectDoesNotHinderAHalt() {
        String agent = beating("[\"_halted_by\", 1]");
        stage.ask(Presence.HALT, halt(agent, ADMIN, "stop"));
        stage.ask(Presence.RESUME, resume(agent, "fixed"));

        assertThat(agent(agent).halt()).isNull();
    }

    private static String beating(String metadata) {
        String agent = "agent-" + UUID.randomUUID();
        stage.execute(
                "insert into governance_agent_presence (agent_id, operator_id, metadata_json) values (?, 'x', ?::jsonb)",
                agent,
                metadata);
        return agent;
    }

    private static Halt halt(String agent, Caller by, String reason) {
        return new Halt(agent, by, reason, null);
    }

    private static Resume resume(String agent, String reason) {
        return new Resume(agent, ADMIN, reason, null);
    }

    private static AgentPresence agent(String id) {
        return stage.ask(Presence.AGENTS, new Presence.All()).agents().stream()
                .filter(agent -> agent.agentId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> row(String agent) {
        return stage.one(
                "select status, halted_by, halted_at, halt_reason, metadata_json::text as metadata,"
                        + " metadata_json ->> '_halted_by' as meta_by, metadata_json ->> '_halted_at' as meta_at,"
                        + " metadata_json ->> '_halt_reason' as meta_reason,"
                        + " metadata_json ->> '_killed_by' as killed_by, metadata_json ->> 'team' as team"
                        + " from governance_agent_presence where agent_id = ?",
                agent);
    }

    private static List<String> audited(UUID session) {
        return stage
                .rows(
                        "select concat_ws(' ', kind, coalesce(metadata_json ->> 'halted_by',"
                                + " metadata_json ->> 'resumed_by'), metadata_json ->> 'reason',"
                                + " metadata_json ->> 'previous_halted_by') as told"
                                + " from governance_audit_events where session_id = ? order by chain_seq",
                        session)
                .stream()
                .map(row -> (String) row.get("told"))
                .toList();
    }

    private static Connection locked(String agent) throws SQLException {
        Connection connection = stage.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select 1 from governance_agent_presence where agent_id = '" + agent + "' for update");
        }
        return connection;
    }
}
