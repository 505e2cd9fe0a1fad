package dev.governance.console.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.Redaction;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Presence;
import dev.governance.console.contract.Verifications;
import dev.governance.console.db.AuditRows;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Samples;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.CostAlert;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Spend;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What browsers are told while agents write, on a real database. */
class BridgeTest {
    private static final String EVENT = """
        insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at, metadata_json)
        values (gen_random_uuid(), '7c1e0b52-93d4-4f0a-9b1c-5d2ef0a8c417', 'agent', 'tool.call', 'mac', now(), %s)
        """;

    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private volatile List<AgentPresence> agents = List.of();
    private volatile List<Spend> spend = List.of();
    private volatile List<CostAlert> alerts = List.of();
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
        stage.bus().listen(Bridge.FRAMES, told -> frames.addAll(told.frames()));
        stage.bus().answer(Presence.AGENTS, all -> Future.succeededFuture(new Presence.Agents(agents)));
        stage.bus().answer(Cost.AGENTS, today -> Future.succeededFuture(new Cost.Agents(spend)));
        stage.bus().answer(Cost.ALERTS, page -> Future.succeededFuture(new Cost.Alerts(alerts, null)));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void deploy() {
        AuditRows rows = new AuditRows(new Redaction(Set.of())::json);
        stage.deploy(new BridgeVerticle(stage.bus(), stage.database(), rows, Clock.systemUTC()));
    }

    private void insert(int rows) {
        for (int i = 0; i < rows; i++) {
            stage.execute(EVENT.formatted("'{}'"));
        }
    }

    private void numberIsLost() {
        stage.one("select nextval(pg_get_serial_sequence('governance_audit_events', 'chain_seq')) as n");
    }

    private List<JsonNode> told(String event) {
        return frames.stream()
                .filter(frame -> frame.event().equals(event))
                .map(frame -> Json.tree(frame.data()))
                .toList();
    }

    private Bridge.Missed since(long lastId) {
        return stage.ask(Bridge.MISSED, Bridge.Since.first(lastId));
    }

    private List<String> eventIds() {
        return stage.rows("select event_id from governance_audit_events").stream()
                .map(row -> row.get("event_id").toString())
                .toList();
    }

    @Test
    void aRowBecomesOneFrameWithoutSecrets() {
        insert(1);
        deploy();

        stage.execute(EVENT.formatted("'{\"tool\": \"pay\", \"api_key\": \"k-1\"}'"));

        Eventually.holds("the row is told", () -> told("audit").size() == 1);
        JsonNode event = told("audit").get(0);
        assertThat(event.path("kind").asText()).isEqualTo("tool.call");
        assertThat(event.path("agent_id").asText()).isEqualTo("agent");
        assertThat(event.path("chain_seq").asLong()).isEqualTo(2);
        assertThat(event.toString()).contains("***REDACTED***").doesNotContain("k-1");
        assertThat(frames.get(0).id()).isEqualTo(2);
    }

    @Test
    void nothingIsMissedNorToldTwiceWhileOneWriterHoldsItsTransactionOpen() throws SQLException {
        deploy();
        try (Connection slow = stage.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(EVENT.formatted("'{\"late\": true}'"));
            long begun = System.nanoTime();
            insert(200);
            Eventually.holds(
                    "the others are told meanwhile", () -> told("audit").size() == 200);
            assertThat(frames).extracting(Frame::id).containsOnly(0L);
            assertThat(since(-1).position()).isZero();

            Eventually.holds("three seconds pass", () -> System.nanoTime() - begun > 3_000_000_000L);
            assertThat(since(-1).position()).isZero();
            slow.commit();
        }

        Eventually.holds("the late row is told", () -> told("audit").size() >= 201);
        assertThat(told("audit"))
                .extracting(event -> event.path("event_id").asText())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(eventIds());
        assertThat(frames.get(200).id()).isEqualTo(201);
        assertThat(since(-1).position()).isEqualTo(201);
    }

    @Test
    void aBrowserThatSawRowsBehindAHoleIsToldTheLateOneAgain() throws SQLException {
        deploy();
        try (Connection slow = stage.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(EVENT.formatted("'{}'"));
            insert(3);
            Eventually.holds("the others are told", () -> told("audit").size() == 3);
            slow.commit();
        }
        Eventually.holds("the late row is told", () -> since(-1).position() == 4);

        Bridge.Missed missed = since(frames.get(2).id());

        assertThat(missed.frames()).extracting(Frame::id).containsExactly(1L, 2L, 3L, 4L);
        assertThat(missed.reset()).isEmpty();
    }

    /** Whoever may write events may choose their number. */
    @Test
    void twoRowsWithOneNumberKeepNobodyFromHearingOfTheNext() {
        deploy();
        insert(1);
        Eventually.holds("the first is told", () -> told("audit").size() == 1);
        stage.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at,"
                        + " metadata_json, chain_seq) select gen_random_uuid(), session_id, agent_id, kind, hmac_value, now(),"
                        + " metadata_json, chain_seq from governance_audit_events");

        insert(1);

        Eventually.holds("the next is told", () -> told("audit").size() == 2);
        assertThat(told("audit").get(1).path("chain_seq").asLong()).isEqualTo(2);
        assertThat(told("reset")).isEmpty();
    }

    @Test
    void aRolledBackNumberHoldsThePositionOnlyForAMoment() throws SQLException {
        deploy();
        try (Connection undone = stage.connect();
                Statement statement = undone.createStatement()) {
            undone.setAutoCommit(false);
            statement.execute(EVENT.formatted("'{}'"));
            insert(1);
            Eventually.holds("the other is told", () -> told("audit").size() == 1);
            undone.rollback();
        }

        Eventually.holds("the position moves on", () -> since(-1).position() == 2);
        assertThat(told("audit")).hasSize(1);
    }

    @Test
    void moreThanOneLookHoldsIsToldWhole() {
        deploy();

        many(1_200);

        Eventually.holds("all rows are told", () -> told("audit").size() >= 1_200);
        assertThat(told("audit"))
                .extracting(event -> event.path("event_id").asText())
                .containsExactlyInAnyOrderElementsOf(eventIds());
    }

    @Test
    void aFirstConnectionMissedNothingAndALaterOneWhatCameSince() {
        insert(5);
        deploy();

        assertThat(since(-1)).isEqualTo(Bridge.Missed.nothing(5));
        assertThat(since(5)).isEqualTo(Bridge.Missed.nothing(5));
        assertThat(since(2).frames()).extracting(Frame::id).containsExactly(3L, 4L, 5L);
    }

    @Test
    void whatWasMissedComesInPagesThatLeaveNothingOut() {
        many(450);
        deploy();

        List<Bridge.Missed> pages = new ArrayList<>(List.of(since(0)));
        while (pages.get(pages.size() - 1).next() >= 0) {
            pages.add(stage.ask(
                    Bridge.MISSED,
                    new Bridge.Since(
                            0, pages.get(pages.size() - 1).next(), pages.get(0).position())));
        }

        assertThat(pages).extracting(page -> page.frames().size()).containsExactly(200, 200, 50);
        assertThat(pages.stream().flatMap(page -> page.frames().stream()))
                .extracting(Frame::id)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 450).boxed().toList());
    }

    /** It is told live, after the last page; who loses the line before that comes back from where that begins. */
    @Test
    void noPageLeadsBeyondARowThatCommitsWhileTheyAreRead() throws SQLException {
        insert(1);
        deploy();
        try (Connection slow = stage.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(EVENT.formatted("'{\"late\": true}'"));
            many(400);
            Eventually.holds("the others are told", () -> told("audit").size() == 400);
            Bridge.Missed first = since(0);
            slow.commit();
            Eventually.holds("the late one is told", () -> told("audit").size() == 401);
            Eventually.holds("the position is beyond it", () -> since(-1).position() == 402);

            Bridge.Missed second = stage.ask(Bridge.MISSED, new Bridge.Since(0, first.next(), first.position()));

            assertThat(first.position()).isEqualTo(1);
            assertThat(second.position()).isEqualTo(1);
            assertThat(second.frames()).extracting(Frame::id).containsOnly(1L);
        }
    }

    @Test
    void whoMissedMoreThanTheCapBeginsAnew() {
        insert(1);
        stage.execute("select setval(pg_get_serial_sequence('governance_audit_events', 'chain_seq'), 50001)");
        insert(1);
        deploy();

        assertThat(since(0).frames()).isEmpty();
        assertThat(since(0).reset()).isEqualTo("more than 50000 events were missed");
    }

    @Test
    void whatIsNowIsToldWholeAndFollowsWhatChanges() {
        agents = List.of(agent("a", "live", null));
        spend = List.of(new Spend("a", BigDecimal.ONE, 10, null));
        stage.execute(
                "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at)"
                        + " values (gen_random_uuid(), 'a', 'refund', 'hash', 'secret-token', now() + interval '1 hour')");
        deploy();

        JsonNode state = state();
        assertThat(state.path("complete").asBoolean()).isTrue();
        assertThat(state.path("presence").path(0).path("agent_id").asText()).isEqualTo("a");
        assertThat(state.path("gates").path(0).path("kind").asText()).isEqualTo("refund");
        assertThat(state.path("cost").path(0).path("usd_used_today").asInt()).isEqualTo(1);
        assertThat(state.toString()).doesNotContain("secret-token");

        stage.execute("update governance_gates_pending set resolution = 'granted', resolved_at = now()");
        stage.bus().announce(Doorbell.GATES, new Doorbell.Rung(true));
        agents = List.of();
        stage.bus().announce(Doorbell.PRESENCE, new Doorbell.Rung(true));
        Eventually.holds(
                "what is over is in it no more",
                () -> state().path("gates").isEmpty()
                        && state().path("presence").isEmpty());
    }

    @Test
    void aStateThatIsTooLongSaysSo() {
        agents = IntStream.range(0, CurrentState.MOST + 1)
                .mapToObj(i -> agent("a" + i, "live", null))
                .toList();
        deploy();

        assertThat(state().path("complete").asBoolean()).isFalse();
        assertThat(state().path("presence")).hasSize(CurrentState.MOST);
    }

    private JsonNode state() {
        Frame frame = stage.ask(Bridge.STATE, new Bridge.Now());
        assertThat(frame.event()).isEqualTo("state");
        return Json.tree(frame.data());
    }

    private void many(int rows) {
        stage.execute(EVENT.formatted("'{}'")
                .replace("values (", "select ")
                .replace("'{}')", "'{}' from generate_series(1, " + rows + ")"));
    }

    @Test
    void aPositionThatThisLogNeverReachedBeginsAnew() {
        insert(2);
        deploy();

        assertThat(since(3).reset()).contains("has not seen position 3");
    }

    @Test
    void aRestartBesideALostNumberCostsNoBrowserItsPlace() {
        insert(2);
        numberIsLost();
        insert(2);
        deploy(); // position 2 until the hole is known to stay empty

        Bridge.Missed missed = since(5);

        assertThat(missed.reset()).isEmpty();
        assertThat(missed.frames()).extracting(Frame::id).allMatch(id -> id <= 5);
    }

    @Test
    void heartbeatsHaltsAndSpendAreToldOnceEachAndFromTheFirstRingOn() {
        agents = List.of(agent("a", "live", null), agent("b", "live", null));
        spend = List.of(new Spend("a", BigDecimal.ONE, 10, null));
        deploy();

        agents = List.of(agent("a", "idle", null), agent("b", "live", "enough"));
        spend = List.of(new Spend("a", BigDecimal.TEN, 10, null));
        stage.bus().announce(Doorbell.HALT, new Doorbell.Rung(true));
        stage.bus().announce(Doorbell.COST, new Doorbell.Rung(true));
        Eventually.holds(
                "a halt and spending are told",
                () -> !told("halt").isEmpty() && !told("cost").isEmpty());

        assertThat(told("presence"))
                .extracting(status -> status.path("agent_id").asText() + " "
                        + status.path("status").asText())
                .containsExactly("a idle", "b live");
        assertThat(told("halt"))
                .singleElement()
                .satisfies(halt -> assertThat(halt.path("halted").asBoolean()).isTrue())
                .satisfies(halt -> assertThat(halt.path("reason").asText()).isEqualTo("enough"));
        assertThat(told("cost"))
                .singleElement()
                .satisfies(
                        cost -> assertThat(cost.path("usd_used_today").asInt()).isEqualTo(10));

        agents = List.of(agent("a", "idle", null), agent("b", "live", null));
        stage.bus().announce(Doorbell.HALT, new Doorbell.Rung(true));
        Eventually.holds("the end of the halt is told", () -> told("halt").size() == 2);
        assertThat(told("halt").get(1).path("halted").asBoolean()).isFalse();
    }

    @Test
    void anAlertIsToldOnceAsCost() {
        alerts = List.of(alert(1));
        deploy();

        alerts = List.of(alert(2), alert(1));
        stage.bus().announce(Doorbell.ALERTS, new Doorbell.Rung(true));
        Eventually.holds("the new one is told", () -> told("cost").size() == 1);
        alerts = List.of(alert(3), alert(2), alert(1));
        stage.bus().announce(Doorbell.ALERTS, new Doorbell.Rung(true));
        Eventually.holds("the next is told", () -> told("cost").size() == 2);

        assertThat(told("cost"))
                .extracting(alert -> alert.path("alert_id").asText() + " "
                        + alert.path("threshold_percent").asInt())
                .containsExactly(new UUID(9, 2) + " 80", new UUID(9, 3) + " 80");
    }

    private static CostAlert alert(long number) {
        return new CostAlert(
                new UUID(9, number),
                "a",
                "per_agent_usd_daily",
                "usd",
                "2026-04-15",
                80,
                BigDecimal.TEN,
                new BigDecimal("8"),
                new BigDecimal("80.0"),
                Instant.parse("2026-04-15T12:00:00Z"));
    }

    @Test
    void anApprovalIsToldWhenItComesAndWhenItIsDecided() {
        deploy();
        UUID id = UUID.randomUUID();
        stage.execute(
                "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at)"
                        + " values (?, 'a', 'refund', 'hash', 'secret-token', now() + interval '1 hour')",
                id);
        stage.bus().announce(Doorbell.GATES, new Doorbell.Rung(true));
        Eventually.holds("the request is told", () -> told("gate").size() == 1);

        stage.execute("update governance_gates_pending set resolution = 'granted', resolved_at = now()");
        stage.bus().announce(Doorbell.GATES, new Doorbell.Rung(true));
        Eventually.holds("the decision is told", () -> told("gate").size() == 2);

        assertThat(told("gate"))
                .extracting(gate -> gate.path("request_id").asText() + " "
                        + gate.path("resolution").asText())
                .containsExactly(id + " null", id + " granted");
        assertThat(told("gate").toString()).doesNotContain("secret-token");
    }

    @Test
    void anApprovalThatSomebodyClaimsOrHandsOnIsToldAgainAndOneThatStaysIsNot() {
        deploy();
        for (String agent : List.of("a", "b")) {
            stage.execute(
                    "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at)"
                            + " values (gen_random_uuid(), ?, 'refund', 'hash', 'token', now() + interval '1 hour')",
                    agent);
        }
        stage.bus().announce(Doorbell.GATES, new Doorbell.Rung(true));
        Eventually.holds("the requests are told", () -> told("gate").size() == 2);

        stage.execute("update governance_gates_pending set reviewing_since = now() where agent_id = 'a'");
        stage.bus().announce(Doorbell.GATES, new Doorbell.Rung(true));
        Eventually.holds("the claim is told", () -> told("gate").size() == 3);

        assertThat(told("gate"))
                .extracting(gate -> gate.path("changed").asBoolean())
                .containsExactly(false, false, true);
        assertThat(told("gate").get(2).path("agent_id").asText()).isEqualTo("a");
    }

    @Test
    void damageIsTold() {
        deploy();
        UUID session = UUID.randomUUID();

        stage.bus()
                .announce(
                        Audit.CHECKED,
                        new Audit.Checked(
                                session, "tampered", "TAMPERED at event 3", "Its kind changed.", Instant.EPOCH));

        Eventually.holds("the verdict is told", () -> told("chain").size() == 1);
        assertThat(told("chain").get(0).path("session_id").asText()).isEqualTo(session.toString());
        assertThat(told("chain").get(0).path("verdict").asText()).isEqualTo("tampered");
        assertThat(told("chain").get(0).path("headline").asText()).isEqualTo("TAMPERED at event 3");
        assertThat(told("chain").get(0).path("sentence").asText()).isEqualTo("Its kind changed.");
    }

    @Test
    void howFarAVerificationIsReachesBrowsers() {
        deploy();
        VerificationJob job = (VerificationJob) Samples.of(VerificationJob.class, false);

        stage.bus().announce(Verifications.PROGRESS, job);

        Eventually.holds("progress is told", () -> told("verification").size() == 1);
        JsonNode frame = told("verification").get(0);
        assertThat(frame.path("id").asText()).isEqualTo(job.id().toString());
        assertThat(frame.has("state")).isTrue();
        assertThat(frame.has("rows")).isTrue();
        assertThat(frame.has("total")).isTrue();
        assertThat(frame.has("percent")).isTrue();
        assertThat(frame.has("rate")).isTrue();
        assertThat(frame.has("seconds_left")).isTrue();
        assertThat(frame.has("verdict")).isTrue();
    }

    private static AgentPresence agent(String id, String status, String halt) {
        Instant time = Instant.parse("2026-04-15T12:00:00Z");
        return new AgentPresence(
                id,
                status,
                time,
                time,
                null,
                Json.tree("{}"),
                halt == null
                        ? null
                        : new AgentPresence.Halt("operator-1", time, halt, null, null, "issued", null, null));
    }

    /** As after a failover to a standby that had not received everything: numbers are given out once more. */
    @Test
    void rowsThatAreGoneAreToldAsAResetAndTheirNumbersAnew() {
        insert(2);
        deploy();
        insert(40);
        Eventually.holds("all is told", () -> told("audit").size() == 40);
        frames.clear();

        stage.execute(
                "set session_replication_role = replica; delete from governance_audit_events where chain_seq > 5");
        stage.one("select setval(pg_get_serial_sequence('governance_audit_events', 'chain_seq'), 5) as n");
        Eventually.holds("whoever follows begins anew", () -> told("reset").size() == 1);
        insert(3);

        Eventually.holds("the new rows are told", () -> told("audit").size() == 3);
        assertThat(told("reset").get(0).path("reason").asText())
                .isEqualTo("what was told up to position 42 is not in the log any more");
        assertThat(told("audit"))
                .extracting(row -> row.path("chain_seq").asLong())
                .containsExactly(6L, 7L, 8L);
        assertThat(since(42).reset()).isNotEmpty();
    }
}
