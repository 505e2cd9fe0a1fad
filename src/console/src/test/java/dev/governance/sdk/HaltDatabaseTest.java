package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.GovernanceException;
import dev.governance.sdk.errors.HaltUnknownException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A halt on a real database, as each era wrote it; {@code matrix} has every path. */
class HaltDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();

    /** How each era of consoles halts. */
    enum Era {
        COLUMNS("halted_by = 'operator-2', halted_at = '2026-04-15T12:00:00.12Z', halt_reason = 'spends too much'"),
        HALTED_KEYS("metadata_json = metadata_json || '{\"_halted_by\": \"operator-2\","
                + " \"_halted_at\": \"2026-04-15T12:00:00.120000+00:00\", \"_halt_reason\": \"spends too much\"}'"),
        KILLED_KEYS("metadata_json = metadata_json || '{\"_killed_by\": \"operator-2\","
                + " \"_killed_at\": \"2026-04-15T12:00:00.120000+00:00\", \"_kill_reason\": \"spends too much\"}'");

        private final String assignments;

        Era(String assignments) {
            this.assignments = assignments;
        }

        void halt(String agentId) {
            DATABASE.execute("update governance_agent_presence set " + assignments + " where agent_id = ?", agentId);
        }

        static void resume(String agentId) {
            DATABASE.execute(
                    "update governance_agent_presence set halted_by = null, halted_at = null, halt_reason = null,"
                            + " metadata_json = metadata_json - array['_halted_by', '_halted_at', '_halt_reason',"
                            + " '_killed_by', '_killed_at', '_kill_reason'] where agent_id = ?",
                    agentId);
        }
    }

    private static void register(Governance governance, String agentId) {
        governance.scope().register(ScopePolicy.of(agentId).allowTools("refund"));
        governance.presence().heartbeat(Heartbeat.of(agentId).operator("grace"));
    }

    private static boolean isHalted(Governance governance, String agentId) {
        return catchThrowable(() -> governance.assertNotHalted(agentId)) instanceof AgentHaltedException;
    }

    private static boolean isFree(Governance governance, String agentId) {
        return catchThrowable(() -> governance.assertNotHalted(agentId)) == null;
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void aHaltOfAnyEraIsToldAsItWasWrittenAndStandsUntilItIsLifted(Era era) {
        String agentId = "halted-" + era;
        try (Governance governance = DATABASE.governance()) {
            register(governance, agentId);

            era.halt(agentId);

            assertThat(SdkDatabase.eventually(() -> isHalted(governance, agentId)))
                    .isTrue();
            assertThatThrownBy(() -> governance.assertNotHalted(agentId))
                    .isInstanceOfSatisfying(AgentHaltedException.class, halted -> {
                        assertThat(halted).isNotInstanceOf(GovernanceException.class);
                        assertThat(halted.agentId()).isEqualTo(agentId);
                        assertThat(halted.haltedBy()).isEqualTo("operator-2");
                        assertThat(halted.haltedAt()).contains(Instant.parse("2026-04-15T12:00:00.120Z"));
                        assertThat(halted.reason()).contains("spends too much");
                    });
            governance.presence().heartbeat(Heartbeat.of(agentId).with("version", 2));
            assertThat(governance.presence().close(agentId)).isFalse();
            assertThat(SdkDatabase.eventually(() -> isHalted(governance, agentId)))
                    .isTrue();
            Era.resume(agentId);
            assertThat(SdkDatabase.eventually(() -> isFree(governance, agentId)))
                    .isTrue();
        }
    }

    @Test
    void aListeningAgentIsStoppedWithinMilliseconds() {
        try (Governance governance = DATABASE.governance()) {
            register(governance, "listener");
            Duration slowest = Duration.ZERO;
            for (int round = 0; round < 5; round++) {
                long start = System.nanoTime();
                Era.COLUMNS.halt("listener");
                assertThat(SdkDatabase.eventually(() -> isHalted(governance, "listener")))
                        .isTrue();
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                Era.resume("listener");
                assertThat(SdkDatabase.eventually(() -> isFree(governance, "listener")))
                        .isTrue();
            }

            assertThat(slowest).isLessThan(Duration.ofMillis(1_500)); // the picture is taken again only after 2 s
        }
    }

    @Test
    void anAgentThatCannotListenAsksEachSecond() {
        DataSource opaque = Connections.opaque(DATABASE.dataSource());
        try (Governance governance = SdkDatabase.governance(opaque)) {
            register(governance, "poller");

            Era.COLUMNS.halt("poller");
            long start = System.nanoTime();

            assertThat(SdkDatabase.eventually(() -> isHalted(governance, "poller")))
                    .isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void anAgentThatWasNeverSeenCanBeHalted() {
        try (Governance governance = DATABASE.governance()) {
            DATABASE.execute("insert into governance_agent_presence (agent_id, status, halted_by, halted_at)"
                    + " values ('unborn', 'unresponsive', 'operator-2', now())");

            assertThat(SdkDatabase.eventually(() -> isHalted(governance, "unborn")))
                    .isTrue();
        }
    }

    @Test
    void aTableWithoutHaltColumnsIsReadAllTheSame() {
        SdkDatabase old = new SdkDatabase();
        old.execute("alter table governance_agent_presence drop column halted_by cascade,"
                + " drop column halted_at, drop column halt_reason");
        try (Governance governance = old.governance()) {
            old.execute("insert into governance_agent_presence (agent_id, metadata_json)"
                    + " values ('old-timer', '{\"_halted_by\": \"operator-2\", \"_halted_at\": \"no time\"}')");

            assertThat(SdkDatabase.eventually(() -> isHalted(governance, "old-timer")))
                    .isTrue();
        }
    }

    @Test
    void aConnectionThatIsCutIsReplacedAndReadBeforeItCounts() {
        SdkDatabase own = new SdkDatabase();
        try (Governance governance = own.governance()) {
            governance.presence().heartbeat(Heartbeat.of("survivor"));

            own.cutConnections();
            own.execute("update governance_agent_presence set halted_by = 'operator-2' where agent_id = 'survivor'");

            assertThat(SdkDatabase.eventually(() -> isHalted(governance, "survivor")))
                    .isTrue();
        }
    }

    @Test
    void anAgentThatWaitsForApprovalIsToldOfItsHalt() {
        try (Governance governance = DATABASE.governance()) {
            register(governance, "waiting");
            PendingApproval approval = governance.gates().request(ApprovalRequest.of("waiting", "refund.large"));
            CompletableFuture<Void> wait =
                    CompletableFuture.runAsync(() -> governance.gates().await(approval, Duration.ofSeconds(20)));

            Era.COLUMNS.halt("waiting");

            assertThat(catchThrowable(wait::join)).hasCauseInstanceOf(AgentHaltedException.class);
        }
    }

    @Test
    void afterCloseEverythingIsRefused() {
        Governance governance = DATABASE.governance();

        governance.close();

        assertThatThrownBy(() -> governance.assertNotHalted("late"))
                .isInstanceOf(HaltUnknownException.class)
                .hasMessageContaining("closed");
    }
}
