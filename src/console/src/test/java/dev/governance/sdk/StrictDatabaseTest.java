package dev.governance.sdk;

import static dev.governance.sdk.SdkDatabase.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.GovernanceException;
import dev.governance.sdk.errors.HaltUnknownException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an agent does while the database is away, when it is strict about halts and when it is not. */
class StrictDatabaseTest {
    private static final String FREE = "free-agent";
    private static final String HALTED = "halted-agent";

    private final SdkDatabase database = new SdkDatabase();
    private final AtomicReference<DataSource> source = new AtomicReference<>(database.dataSource());

    private Governance governance(boolean strict) {
        return Governance.builder(Connections.changing(source))
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(SdkDatabase.holdingFolder())
                .strict(strict)
                .build();
    }

    private static @Nullable Throwable check(Governance governance, String agentId) {
        return catchThrowable(() -> governance.scope().check(agentId, Action.tool("refund")));
    }

    /** In force in the process also where the database did not take it. */
    private static void register(Governance governance, String agentId) {
        var unused = catchThrowable(
                () -> governance.scope().register(ScopePolicy.of(agentId).allowTools("refund")));
    }

    private void halt(String agentId) {
        new Operator("operator-2", database.dataSource(), SdkDatabase.SECRET).halt(agentId, "spends too much");
    }

    private void lose() {
        source.set(SdkDatabase.nowhere());
        database.cutConnections();
    }

    private void bringBack() {
        source.set(database.dataSource());
    }

    private static boolean saidDoubt(SdkLog log) {
        return log.lines().stream().anyMatch(line -> line.startsWith("WARN CHECKS PASS although"));
    }

    private boolean told(String agentId, boolean neverRead) {
        return database.metadata(agentId, "agent.halt_unknown").stream()
                .anyMatch(metadata -> metadata.contains("\"never_read\": " + neverRead));
    }

    @Test
    void whoIsStrictAndNeverReadTheStateIsRefusedAndToldWhatToLookAt() {
        lose();
        try (Governance governance = governance(true)) {
            register(governance, FREE);
            halt(HALTED);

            assertThat(check(governance, FREE))
                    .isInstanceOf(HaltUnknownException.class)
                    .isNotInstanceOf(GovernanceException.class)
                    .hasMessageContaining("refused")
                    .hasMessageContaining("it was never read")
                    .hasMessageContaining("goes on once the database answers")
                    .hasMessageContaining("select from governance_agent_presence");
            bringBack();
            assertThat(eventually(() -> check(governance, FREE) == null)).isTrue();
            assertThat(check(governance, HALTED)).isInstanceOf(AgentHaltedException.class);
        }
    }

    @Test
    void whoIsNotStrictAndNeverReadTheStateGoesOnAndTellsIt() {
        lose();
        try (SdkLog log = new SdkLog();
                Governance governance = governance(false)) {
            register(governance, FREE);
            register(governance, HALTED);
            halt(HALTED);

            assertThat(check(governance, FREE)).isNull();
            assertThat(check(governance, HALTED)).isNull(); // nobody told it: the price of going on
            assertThat(saidDoubt(log)).isTrue();
            bringBack();
            assertThat(eventually(() -> check(governance, HALTED) instanceof AgentHaltedException))
                    .isTrue();
            assertThat(check(governance, FREE)).isNull();
            assertThat(eventually(() -> told(FREE, true) && told(HALTED, true))).isTrue();
        }
    }

    @Test
    void whoIsStrictAndLosesTheDatabaseIsRefusedUntilItIsBack() {
        try (Governance governance = governance(true)) {
            register(governance, FREE);
            halt(HALTED);
            assertThat(eventually(() -> check(governance, HALTED) instanceof AgentHaltedException))
                    .isTrue();
            assertThat(check(governance, FREE)).isNull();

            lose();

            assertThat(eventually(() -> check(governance, FREE) instanceof HaltUnknownException))
                    .isTrue();
            assertThat(check(governance, FREE)).hasMessageContaining("last read more than 5 s ago");
            assertThat(check(governance, HALTED)).isInstanceOf(HaltUnknownException.class);
            halt(FREE);
            bringBack();
            assertThat(eventually(() -> check(governance, FREE) instanceof AgentHaltedException))
                    .isTrue();
            assertThat(check(governance, HALTED)).isInstanceOf(AgentHaltedException.class);
        }
    }

    @Test
    void whoIsNotStrictAndLosesTheDatabaseGoesByWhatWasLastRead() {
        try (SdkLog log = new SdkLog();
                Governance governance = governance(false)) {
            register(governance, FREE);
            halt(HALTED);
            assertThat(eventually(() -> check(governance, HALTED) instanceof AgentHaltedException))
                    .isTrue();

            lose();

            assertThat(eventually(() -> {
                        assertThat(check(governance, FREE)).isNull();
                        assertThat(check(governance, HALTED)).isInstanceOf(AgentHaltedException.class);
                        return saidDoubt(log);
                    }))
                    .isTrue();
            halt(FREE);
            bringBack();
            assertThat(eventually(() -> check(governance, FREE) instanceof AgentHaltedException))
                    .isTrue();
            assertThat(check(governance, HALTED)).isInstanceOf(AgentHaltedException.class);
            assertThat(eventually(() -> told(FREE, false))).isTrue();
        }
    }
}
