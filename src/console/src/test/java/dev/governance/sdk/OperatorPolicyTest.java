package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.LoopDetectedException;
import dev.governance.sdk.errors.PolicyNotRegisteredException;
import dev.governance.sdk.errors.ScopeViolationException;
import dev.governance.sdk.errors.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator changes stored policies of scope and loops, and running agents follow. */
class OperatorPolicyTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private static void write(SdkDatabase database, String agentId, String type, String json) {
        database.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values (?, ?, ?::jsonb)"
                        + " on conflict (agent_id, policy_type) do update set policy_json = excluded.policy_json",
                agentId,
                type,
                json);
    }

    private static void allow(SdkDatabase database, String agentId, String... tools) {
        String names = tools.length == 0 ? "" : "\"" + String.join("\", \"", tools) + "\"";
        write(database, agentId, "scope", "{\"agent_id\": \"" + agentId + "\", \"allowed_tools\": [" + names + "]}");
    }

    private static boolean mayUse(Governance governance, String agentId, String tool) {
        Throwable refusal = catchThrowable(() -> governance.scope().check(agentId, Action.tool(tool)));
        assertThat(refusal == null || refusal instanceof ScopeViolationException)
                .as("%s", refusal)
                .isTrue();
        return refusal == null;
    }

    private static void assertFollows(SdkDatabase database, Governance governance, String agentId) {
        governance.scope().register(ScopePolicy.of(agentId).allowTools("refund"));
        assertThat(mayUse(governance, agentId, "refund")).isTrue();

        allow(database, agentId, "lookup");
        assertThat(SdkDatabase.eventually(() -> !mayUse(governance, agentId, "refund")))
                .isTrue();
        assertThat(mayUse(governance, agentId, "lookup")).isTrue();
        allow(database, agentId, "lookup", "refund");
        assertThat(SdkDatabase.eventually(() -> mayUse(governance, agentId, "refund")))
                .isTrue();
    }

    @Test
    void whatAnOperatorTakesAwayIsRefusedAndWhatIsGivenIsAllowed() {
        assertFollows(DATABASE, GOVERNANCE, "edited");
    }

    @Test
    void aPoolThatHidesItsDriverFollowsByAsking() {
        try (Governance polling = SdkDatabase.governance(Connections.opaque(DATABASE.dataSource()))) {
            assertFollows(DATABASE, polling, "polled");
        }
    }

    @Test
    void aBellThatIsCutIsReplacedByLooking() {
        SdkDatabase mute = new SdkDatabase();
        mute.execute("drop trigger governance_console_ring on governance_policies");
        mute.execute("drop trigger governance_console_ring_changed on governance_policies");
        try (Governance governance = mute.governance()) {
            assertFollows(mute, governance, "mute");
        }
    }

    @Test
    void aConnectionThatIsCutIsOpenedAgainAndMissesNothing() {
        SdkDatabase cut = new SdkDatabase();
        try (Governance governance = cut.governance()) {
            governance.scope().register(ScopePolicy.of("cut").allowTools("refund"));

            cut.cutConnections();
            allow(cut, "cut");

            assertThat(SdkDatabase.eventually(() -> !mayUse(governance, "cut", "refund")))
                    .isTrue();
        }
    }

    @Test
    void codeThatRegistersAgainWinsOverTheOperator() {
        GOVERNANCE.scope().register(ScopePolicy.of("again").allowTools("refund"));
        allow(DATABASE, "again");
        assertThat(SdkDatabase.eventually(() -> !mayUse(GOVERNANCE, "again", "refund")))
                .isTrue();

        GOVERNANCE.scope().register(ScopePolicy.of("again").allowTools("refund"));

        assertThat(mayUse(GOVERNANCE, "again", "refund")).isTrue();
        assertThat(DATABASE.list("select policy_json ->> 'allowed_tools' from governance_policies"
                        + " where agent_id = 'again'"))
                .containsExactly("[\"refund\"]");
    }

    /** What was read before a registration was stored must not replace it, however late it arrives. */
    @Test
    void anOlderPictureDoesNotReplaceANewerRegistration() {
        PolicyStore store = new PolicyStore(new Store(DATABASE.dataSource(), Duration.ofSeconds(5)));
        FollowedPolicies<ScopePolicy> policies = new FollowedPolicies<>(store, "scope", StoredPolicy::scope);
        ScopePolicy first = ScopePolicy.of("raced").allowTools("a");
        ScopePolicy second = ScopePolicy.of("raced").allowTools("b");
        policies.register("raced", first, first.json());
        long before = policies.asOf();
        policies.register("raced", second, second.json());
        var old = Optional.of(new PolicyStore.Row("{\"allowed_tools\": [\"a\"]}"));

        policies.take("raced", old, before);
        assertThat(policies.of("raced").inForce()).isEqualTo(second);
        policies.take("raced", old, policies.asOf());
        assertThat(policies.of("raced").inForce()).isEqualTo(first);
    }

    @Test
    void aPolicyThatIsTakenAwayLeavesTheOneOfTheCode() {
        GOVERNANCE.scope().register(ScopePolicy.of("deleted").allowTools("refund"));
        allow(DATABASE, "deleted");
        assertThat(SdkDatabase.eventually(() -> !mayUse(GOVERNANCE, "deleted", "refund")))
                .isTrue();

        DATABASE.execute("delete from governance_policies where agent_id = 'deleted'");

        assertThat(SdkDatabase.eventually(() -> mayUse(GOVERNANCE, "deleted", "refund")))
                .isTrue();
    }

    /** A row can narrow and widen what code declared, and open no door for whom code never named. */
    @Test
    void aRowAloneOpensNothing() {
        allow(DATABASE, "stranger", "refund");
        GOVERNANCE.scope().register(ScopePolicy.of("known").allowTools("a"));
        allow(DATABASE, "known", "b");
        assertThat(SdkDatabase.eventually(() -> mayUse(GOVERNANCE, "known", "b")))
                .isTrue();

        assertThatThrownBy(() -> GOVERNANCE.scope().check("stranger", Action.tool("refund")))
                .isInstanceOf(PolicyNotRegisteredException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"allowed_tools": "refund"}                  | allowed_tools is no list of names
            {"allowed_tools": ["refund", 7]}             | allowed_tools is no list of names
            {"allowed_tools": null}                      | allowed_tools is no list of names
            {"allowed_tools": ["refund"], "deny": ["x"]} | nobody knows its member deny
            {"allowed_tools": ["refund", " "]}           | a tool needs 1 to 256 characters
            {"agent_id": "somebody"}                     | its agent_id is that of another agent
            """)
    void aPolicyThatCannotBeReadAllowsNothing(String json, String why) {
        GOVERNANCE.scope().register(ScopePolicy.of("unreadable").allowTools("refund"));

        write(DATABASE, "unreadable", "scope", json);

        assertThat(SdkDatabase.eventually(() -> !mayUse(GOVERNANCE, "unreadable", "refund")))
                .isTrue();
        assertThatThrownBy(() -> GOVERNANCE.scope().check("unreadable", Action.tool("refund")))
                .hasMessageContaining("the stored policy cannot be used: " + why);
        assertThat(GOVERNANCE.scope().visibleTools("unreadable", List.of("refund")))
                .isEmpty();
        allow(DATABASE, "unreadable", "refund");
        assertThat(SdkDatabase.eventually(() -> mayUse(GOVERNANCE, "unreadable", "refund")))
                .isTrue();
    }

    @Test
    void whatCouldNotBeStoredIsInForceWhateverTheDatabaseSays() {
        allow(DATABASE, "unstored");
        DataSource real = DATABASE.dataSource();
        AtomicReference<DataSource> source = new AtomicReference<>(SdkDatabase.nowhere());
        try (Governance governance = Governance.builder(Connections.changing(source))
                .haltDataSource(real)
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(SdkDatabase.holdingFolder())
                .build()) {
            governance.presence().heartbeat(Heartbeat.of("unstored"));
            assertThatThrownBy(() -> governance
                            .scope()
                            .register(ScopePolicy.of("unstored").allowTools("refund")))
                    .isInstanceOf(StoreException.class);
            source.set(real);
            governance.scope().register(ScopePolicy.of("beside").allowTools("a"));
            allow(DATABASE, "unstored", "x");
            allow(DATABASE, "beside", "b");
            assertThat(SdkDatabase.eventually(() -> mayUse(governance, "beside", "b")))
                    .isTrue();

            assertThat(mayUse(governance, "unstored", "refund")).isTrue();
        }
    }

    @Test
    void aLoopsPolicyIsStoredAndFollowed() {
        GOVERNANCE.loop().register(LoopPolicy.of("looper").maxCalls(1_000).window(Duration.ofMinutes(2)));
        assertThat(DATABASE.list("select policy_json::text from governance_policies where agent_id = 'looper'"
                        + " and policy_type = 'loop'"))
                .containsExactly("{\"action\": \"raise\", \"agent_id\": \"looper\", \"max_calls\": 1000,"
                        + " \"window_seconds\": 120}");
        UUID session = UUID.randomUUID();
        for (int calls = 0; calls < 4; calls++) {
            GOVERNANCE.loop().record(session, "looper", "search");
        }

        DATABASE.execute("update governance_policies set policy_json = policy_json || '{\"max_calls\": 3}'"
                + " where agent_id = 'looper'");

        assertThat(SdkDatabase.eventually(
                        () -> catchThrowable(() -> GOVERNANCE.loop().record(session, "looper", "search"))
                                instanceof LoopDetectedException))
                .isTrue();
        assertThat(DATABASE.metadata("looper", "loop.detected").get(0)).contains("\"max_calls\": 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"max_calls": 1}          | a loop's calls are 2 to 1000
            {"max_calls": 1e12}       | integer overflow
            {"window_seconds": 0}     | a loop's window is 1 s to 1 h long
            {"action": "ignore"}      | action is neither log nor raise
            {"max_call": 7}           | nobody knows its member max_call
            """)
    void aLoopsPolicyThatCannotBeReadSaysWhy(String json, String why) {
        assertThatThrownBy(() -> StoredPolicy.loop("looper", json))
                .isInstanceOf(UnreadablePolicyException.class)
                .hasMessageContaining(why);
        assertThat(StoredPolicy.loop("looper", "{\"action\": \"log\"}"))
                .isEqualTo(LoopPolicy.of("looper").onLoop(LoopPolicy.OnLoop.LOG));
    }

    @Test
    void policiesThatNobodyCanReadKeepNoHaltFromBeingHeard() throws SQLException {
        SdkDatabase locked = new SdkDatabase();
        try (Governance governance = locked.governance();
                Connection locker = locked.dataSource().getConnection()) {
            governance.scope().register(ScopePolicy.of("locked").allowTools("refund"));
            governance.presence().heartbeat(Heartbeat.of("locked"));
            locker.setAutoCommit(false);
            locker.createStatement().execute("lock table governance_policies in access exclusive mode");
            locked.list("select pg_notify('governance_doorbell', 'policies')::text");

            locked.execute("update governance_agent_presence set halted_by = 'operator-2' where agent_id = 'locked'");

            assertThat(SdkDatabase.eventually(() ->
                            catchThrowable(() -> governance.assertNotHalted("locked")) instanceof AgentHaltedException))
                    .isTrue();
        }
    }
}
