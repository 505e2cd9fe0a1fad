package dev.governance.console.audit.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Marked;
import dev.governance.console.testing.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many rows a head does not cover. */
class UnmarkedStoreTest {
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    private Unmarked beyond() {
        return Stage.wait(new UnmarkedStore()
                .beyond(stage.database().queries(), Marked.NONE, Duration.ofSeconds(30), Instant.now()));
    }

    @Test
    void ofNoRowsNoneIsCounted() {
        assertThat(beyond().count()).isZero();

        stage.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                        + " values (?, ?, 'agent-one', 'tool.call', 'aa', now())",
                UUID.randomUUID(),
                UUID.randomUUID());

        assertThat(beyond().count()).isOne();
    }
}
