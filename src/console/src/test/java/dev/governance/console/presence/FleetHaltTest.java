package dev.governance.console.presence;

import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Timestamps;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.FleetHalts;
import dev.governance.console.contract.Presence;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Halting all agents that a pattern means: those that were seen before, each by itself. */
class FleetHaltTest {
    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(HaltTest.verticle(stage));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aLookTellsWhoWouldBeHaltedAndWhoIsAlready() {
        beat("refund-2", "refund-1", "refund-3", "billing");
        stage.ask(Presence.HALT, new Presence.Halt("refund-3", ADMIN, "stop", null));

        HaltPreview preview = look("refund-*");

        assertThat(preview.pattern()).isEqualTo("refund-*");
        assertThat(preview.wouldHalt()).isEqualTo(new HaltPreview.Group(2, List.of("refund-1", "refund-2")));
        assertThat(preview.alreadyHalted()).isEqualTo(new HaltPreview.Group(1, List.of("refund-3")));
        assertThat(preview.most()).isEqualTo(1_000);
        assertThat(halted()).containsExactly("refund-3");
    }

    @Test
    void everyAgentIsMeantThatLeftATraceAndNobodyElse() {
        beat("beats");
        Stage.wait(stage.database()
                .inTransaction(transaction -> stage.ledger()
                        .append(transaction, new AuditEntry(UUID.randomUUID(), "writes", "llm.call", Map.of()))));
        Stage.wait(stage.database()
                .inTransaction(transaction ->
                        stage.ledger().append(transaction, AuditEntry.ofConsole("console.started", Map.of()))));
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values ('has-policy', 'scope', '{}')");
        gate("waits", "now() + interval '1 hour'");
        gate("waited", "now() - interval '1 hour'");

        assertThat(look("*").wouldHalt().agents()).containsExactly("beats", "has-policy", "waits", "writes");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a%b, a%b",
                "a_b, a_b",
                "a\\b, a\\b",
                "a!b, a!b",
                "a?b, a?b",
                "a[b], a[b]",
                "A*B, AxB",
                "é*, é-agent",
                "*😀, agent-😀",
                "e\u0301*, e\u0301-agent",
                "'*, ' or true --",
                "a**b, a!b a%b a?b a\\b a_b axb"
            })
    void onlyTheStarStandsForAnythingElse(String pattern, String meant) {
        beat(
                "a%b",
                "a_b",
                "a\\b",
                "a!b",
                "a?b",
                "axb",
                "a[b]",
                "AxB",
                "é-agent",
                "e\u0301-agent",
                "agent-😀",
                "' or true --");

        assertThat(String.join(" ", look(pattern).wouldHalt().agents())).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000", "\ud83d*"})
    void aPatternThatNoIdCanMatchIsRefused(String pattern) {
        assertThat(stage.refused(FleetHalts.PREVIEW, new FleetHalts.Look(pattern))
                        .code())
                .isEqualTo("invalid_pattern");
        assertThat(refused(pattern, 1, null).code()).isEqualTo("invalid_pattern");
        assertThat(refused("x".repeat(257), 1, null).code()).isEqualTo("invalid_pattern");
    }

    @Test
    void aRefusedPatternIsRecordedOnOneShortLine() {
        refused("a\u0000b\nc\ud83d" + "x".repeat(1_000), 1, null);

        assertThat(stage.one("select metadata_json ->> 'subject' as subject from governance_audit_events"
                        + " where kind = 'console.refused' and metadata_json ->> 'act' = 'fleet.halt'"))
                .containsEntry("subject", "a b c " + "x".repeat(121) + "…");
    }

    @Test
    void eachAgentIsHaltedAsIfItWereTheOnlyOne() {
        beat("refund-1", "refund-2", "billing");
        List<Doorbell.Rung> rung = new CopyOnWriteArrayList<>();
        stage.bus().listen(Doorbell.HALT, rung::add);

        HaltResults results = halt("refund-*", 2);

        assertThat(results.ok()).isTrue();
        assertThat(results.halted()).isEqualTo(2);
        assertThat(told(results)).containsExactly("refund-1 halted", "refund-2 halted");
        assertThat(halted()).containsExactly("refund-1", "refund-2");
        for (HaltResults.Agent agent : results.agents()) {
            UUID session = Marker.session(agent.agentId(), Timestamps.iso(agent.haltedAt()));
            assertThat(stage.verdict(session).isVerified()).isTrue();
            assertThat(stage.one(
                            "select kind, metadata_json ->> 'reason' as reason, metadata_json ->> 'halted_by' as by"
                                    + " from governance_audit_events where session_id = ?",
                            session))
                    .containsEntry("kind", "agent.halted")
                    .containsEntry("reason", "runs wild")
                    .containsEntry("by", "operator-1");
            assertThat(stage.one(
                            "select metadata_json ->> '_halted_by' as meta, metadata_json ->> '_killed_by' as killed,"
                                    + " (select reason from governance_console.halts"
                                    + " where agent_id = agent.agent_id and resumed_at is null) as watched"
                                    + " from governance_agent_presence agent where agent_id = ?",
                            agent.agentId()))
                    .containsEntry("meta", "operator-1")
                    .containsEntry("killed", "operator-1")
                    .containsEntry("watched", "runs wild");
        }
        Eventually.holds("the bell rings", () -> !rung.isEmpty());
    }

    @Test
    void anAgentThatIsKnownByTheLogAloneIsHaltedToo() {
        Stage.wait(stage.database()
                .inTransaction(transaction -> stage.ledger()
                        .append(transaction, new AuditEntry(UUID.randomUUID(), "writes", "llm.call", Map.of()))));

        assertThat(told(halt("*", 1))).containsExactly("writes halted");
        assertThat(halted()).containsExactly("writes");
    }

    @Test
    void aSetThatGrewOrShrankIsRefusedWithItsSizeAndHaltsNobody() {
        beat("a", "b");

        Refusal grown = refused("*", 1, null);
        Refusal shrunk = refused("*", 3, null);

        assertThat(List.of(grown.fault(), shrunk.fault())).containsOnly(Fault.CONFLICT);
        assertThat(grown.code()).isEqualTo("count_changed");
        assertThat(grown.reason())
                .startsWith("the pattern means 2 that are not halted now, not 1; nothing was changed");
        assertThat(shrunk.reason()).contains("not 3");
        assertThat(halted()).isEmpty();
        assertThat(stage.rows("select 1 from governance_audit_events where kind = 'console.refused'"
                        + " and metadata_json ->> 'act' = 'fleet.halt' and metadata_json ->> 'subject' = '*'"))
                .hasSize(1);
    }

    @Test
    void asManyOthersAreNotTheOnesThatWereSeen() {
        beat("a", "b");
        String seen = look("*").set();
        stage.ask(Presence.HALT, new Presence.Halt("b", ADMIN, "stop", null));
        beat("c");

        assertThat(refused("*", 2, seen).code()).isEqualTo("set_changed");
        assertThat(halted()).containsExactly("b");

        assertThat(told(stage.ask(FleetHalts.HALT, request("*", 2, look("*").set(), null))))
                .containsExactly("a halted", "c halted");
    }

    @Test
    void aNumberThatNobodyCanMeanIsRefused() {
        beat("a");

        assertThat(refused("*", 0, null).code()).isEqualTo("invalid_expected");
        assertThat(stage.refused(FleetHalts.HALT, orMore("*", -1, null)).code()).isEqualTo("invalid_expected");
        assertThat(stage.refused(
                                FleetHalts.HALT,
                                new FleetHalts.Halt(
                                        "*", ADMIN, "stop", 1, true, look("*").set(), null))
                        .code())
                .isEqualTo("invalid_set");
        assertThat(stage.refused(FleetHalts.HALT, new FleetHalts.Halt("*", ADMIN, " ", 1, false, null, null))
                        .code())
                .isEqualTo("invalid_reason");
        assertThat(halted()).isEmpty();
    }

    @Test
    void whoeverMakesAgentsDoesNotHoldOffAHaltThatTakesMore() {
        beat("a", "b");
        int seen = (int) look("*").wouldHalt().count();
        beat("c");

        assertThat(refused("*", seen, null).code()).isEqualTo("count_changed");
        assertThat(told(stage.ask(FleetHalts.HALT, orMore("*", seen, null))))
                .containsExactly("a halted", "b halted", "c halted");
    }

    @Test
    void fewerThanTheLeastAreRefused() {
        beat("a", "b");

        Refusal refusal = stage.refused(FleetHalts.HALT, orMore("*", 3, null));

        assertThat(refusal.code()).isEqualTo("count_changed");
        assertThat(refusal.reason()).contains("not 3 or more; nothing was changed");
        assertThat(halted()).isEmpty();
    }

    @Test
    void aSecondTryOfAHaltThatTakesMoreGoesOnWithWhomTheFirstFound() {
        UUID key = UUID.randomUUID();
        beat("a", "b");
        HaltResults first = stage.ask(FleetHalts.HALT, orMore("*", 1, key));
        beat("c");

        assertThat(stage.ask(FleetHalts.HALT, orMore("*", 1, key))).isEqualTo(first);
        assertThat(halted()).containsExactly("a", "b");
    }

    @Test
    void ofTooManyForOneRequestThoseAreHaltedThatGaveASignOfLifeLast() {
        stage.execute("insert into governance_agent_presence (agent_id, last_heartbeat)"
                + " select 'agent-' || lpad(n::text, 4, '0'), now() - make_interval(secs => 2000 - n)"
                + " from generate_series(1, 1001) as n");
        Stage.wait(stage.database()
                .inTransaction(transaction -> stage.ledger()
                        .append(transaction, new AuditEntry(UUID.randomUUID(), "agent-0001", "llm.call", Map.of()))));

        HaltResults results = halt("agent-*", 1_001);

        assertThat(results.halted()).isEqualTo(1_000);
        assertThat(results.remaining()).isEqualTo(1);
        assertThat(results.ok()).isFalse();
        assertThat(look("*").wouldHalt().agents()).containsExactly("agent-0002");
        assertThat(results.agents().get(0).agentId()).isEqualTo("agent-0001");

        HaltResults rest =
                stage.ask(FleetHalts.HALT, request("agent-*", 1, look("agent-*").set(), null));
        assertThat(told(rest)).containsExactly("agent-0002 halted");
        assertThat(rest.ok()).isTrue();
    }

    @Test
    void theSetStandsForAllThatArePreviewedAndNotOnlyThoseOfOneRequest() {
        stage.execute("insert into governance_agent_presence (agent_id, last_heartbeat)"
                + " select 'agent-' || n, now() - make_interval(secs => n) from generate_series(1, 1002) as n");
        String seen = look("*").set();

        stage.execute("update governance_agent_presence set last_heartbeat = now() + interval '1 minute'"
                + " where agent_id = 'agent-1002'");
        assertThat(look("*").set()).isEqualTo(seen);
        stage.execute("update governance_agent_presence set agent_id = 'another' where agent_id = 'agent-1001'");
        assertThat(refused("*", 1_002, seen).code()).isEqualTo("set_changed");
    }

    @Test
    void anotherBodyUnderAUsedKeyIsAnotherAct() {
        beat("a", "b");
        UUID key = UUID.randomUUID();
        String set = look("*").set();
        HaltResults first = stage.ask(FleetHalts.HALT, request("*", 2, set, key));
        beat("c");

        for (FleetHalts.Halt other : List.of(
                request("*", 1, look("*").set(), key),
                request("*", 2, null, key),
                request("*", 1, set, key),
                orMore("*", 2, key))) {
            assertThat(stage.refused(FleetHalts.HALT, other).code()).isEqualTo("key_reused");
        }
        assertThat(stage.ask(FleetHalts.HALT, request("*", 2, set, key))).isEqualTo(first);
        assertThat(halted()).containsExactly("a", "b");
    }

    @Test
    void aThousandAreHaltedAtOnce() {
        stage.execute("insert into governance_agent_presence (agent_id)"
                + " select 'agent-' || lpad(n::text, 4, '0') from generate_series(1, 1001) as n");

        HaltPreview all = look("*");
        assertThat(all.wouldHalt().count()).isEqualTo(1_001);
        assertThat(all.wouldHalt().agents()).hasSize(200).startsWith("agent-0001");
        assertThat(refused("*", 1_000, null).reason()).contains("means 1001");

        HaltResults results = halt("agent-0*", 999);

        assertThat(results.ok()).isTrue();
        assertThat(results.halted()).isEqualTo(999);
        assertThat(stage.rows("select 1 from governance_audit_events where kind = 'agent.halted'"))
                .hasSize(999);
        assertThat(look("*").wouldHalt().agents()).containsExactly("agent-1000", "agent-1001");
    }

    @Test
    void whoeverLocksAnAgentHidesNoOther() throws SQLException {
        beat("a", "b", "c", "d", "e", "f");

        HaltResults results;
        try (Connection holder = locked("c")) {
            results = halt("*", 6);
            holder.rollback();
        }

        assertThat(told(results))
                .containsExactly("a halted", "b halted", "c failed locked", "d halted", "e halted", "f halted");
        assertThat(results.ok()).isFalse();
        assertThat(results.failed()).isEqualTo(1);
        assertThat(results.agents().get(2).reason()).contains("nothing was changed");
        assertThat(halted()).containsExactly("a", "b", "d", "e", "f");
        assertThat(told(halt("*", 1))).containsExactly("c halted");
    }

    @Test
    void aLockThatIsLetGoInTimeIsWaitedFor() throws SQLException {
        beat("a", "b");

        Future<HaltResults> results;
        try (Connection holder = locked("a")) {
            results = stage.bus().ask(FleetHalts.HALT, request("*", 2, null, null));
            Eventually.holds("the other is halted", () -> halted().equals(List.of("b")));
            holder.rollback();
        }

        assertThat(told(Stage.wait(results))).containsExactly("a halted", "b halted");
    }

    @Test
    void ofTwoFleetHaltsAtOnceEachAgentIsWrittenOnce() throws SQLException {
        beat("a", "b", "c", "d", "e", "f", "g", "h");

        Future<HaltResults> first;
        Future<HaltResults> second;
        try (Connection holder = locked("a")) { // so that neither ends before the other has chosen
            first = stage.bus().ask(FleetHalts.HALT, request(ADMIN, "*", 8));
            second = stage.bus().ask(FleetHalts.HALT, request(OTHER_ADMIN, "*", 8));
            Eventually.holds("statements wait for the lock", () -> stage.waiting() == 2);
            holder.rollback();
        }
        List<HaltResults> both = List.of(Stage.wait(first), Stage.wait(second));

        assertThat(both).allSatisfy(results -> assertThat(results.ok()).isTrue());
        assertThat(both.get(0).halted() + both.get(1).halted()).isEqualTo(8);
        assertThat(both.get(0).alreadyHalted() + both.get(1).alreadyHalted()).isEqualTo(8);
        assertThat(stage.rows("select agent_id from governance_audit_events where kind = 'agent.halted'"
                        + " group by agent_id having count(*) = 1"))
                .hasSize(8);
    }

    @Test
    void aSecondTryGoesOnWithTheAgentsOfTheFirst() throws SQLException {
        beat("a", "b");
        UUID key = UUID.randomUUID();
        HaltResults first;
        try (Connection holder = locked("b")) {
            first = stage.ask(FleetHalts.HALT, request("*", 2, null, key));
            holder.rollback();
        }
        beat("c");

        HaltResults second = stage.ask(FleetHalts.HALT, request("*", 2, null, key));

        assertThat(told(first)).containsExactly("a halted", "b failed locked");
        assertThat(told(second)).containsExactly("a halted", "b halted");
        assertThat(second.agents().get(0)).isEqualTo(first.agents().get(0));
        assertThat(halted()).containsExactly("a", "b");
        assertThat(stage.refused(FleetHalts.HALT, request("a*", 1, null, key)).code())
                .isEqualTo("key_reused");
    }

    private void beat(String... agents) {
        for (String agent : agents) {
            stage.execute("insert into governance_agent_presence (agent_id) values (?)", agent);
        }
    }

    private void gate(String agent, String expiry) {
        stage.execute(
                "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at)"
                        + " values (gen_random_uuid(), ?, 'tool', 'h', 't', " + expiry + ")",
                agent);
    }

    private HaltPreview look(String pattern) {
        return stage.ask(FleetHalts.PREVIEW, new FleetHalts.Look(pattern));
    }

    private HaltResults halt(String pattern, int expected) {
        return stage.ask(FleetHalts.HALT, request(pattern, expected, null, null));
    }

    private Refusal refused(String pattern, int expected, @Nullable String set) {
        return stage.refused(FleetHalts.HALT, request(pattern, expected, set, null));
    }

    private static FleetHalts.Halt request(String pattern, int expected, @Nullable String set, @Nullable UUID key) {
        return new FleetHalts.Halt(pattern, ADMIN, "runs wild", expected, false, set, key);
    }

    private static FleetHalts.Halt orMore(String pattern, int expected, @Nullable UUID key) {
        return new FleetHalts.Halt(pattern, ADMIN, "runs wild", expected, true, null, key);
    }

    private static FleetHalts.Halt request(Caller by, String pattern, int expected) {
        return new FleetHalts.Halt(pattern, by, "runs wild", expected, false, null, null);
    }

    private static List<String> told(HaltResults results) {
        return results.agents().stream()
                .map(agent -> agent.agentId() + " " + agent.outcome().code()
                        + (agent.outcome() == HaltResults.Outcome.FAILED ? " " + agent.code() : ""))
                .toList();
    }

    private List<String> halted() {
        return stage
                .rows("select agent_id from governance_agent_presence where halted_by is not null order by agent_id")
                .stream()
                .map(row -> (String) row.get("agent_id"))
                .toList();
    }

    private Connection locked(String agent) throws SQLException {
        Connection connection = stage.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select 1 from governance_agent_presence where agent_id = '" + agent + "' for update");
        }
        return connection;
    }
}
