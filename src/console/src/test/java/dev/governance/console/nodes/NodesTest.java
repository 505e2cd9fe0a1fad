package dev.governance.console.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Nodes;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which consoles run on a database, as each tells of itself. */
class NodesTest {
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    private void deploy() {
        stage.deploy(new NodesVerticle(
                stage.bus(),
                stage.database(),
                new NodesVerticle.Self(
                        "host-1", "1.2.3", true, () -> Map.of("audit", 2), () -> new NodeStatus.Waiting(1, 2, 3))));
        Eventually.holds("it tells of itself", () -> nodes().stream().anyMatch(NodeStatus::here));
    }

    private List<NodeStatus> nodes() {
        return stage.ask(Nodes.LIST, new Nodes.All()).nodes();
    }

    /** Another node, last seen that long ago. */
    private UUID seen(String ago) {
        UUID id = UUID.randomUUID();
        stage.execute(
                "insert into governance_console.nodes (node_id, host, version, clustered, seen_at, roles, waiting_workers,"
                        + " waiting_database, waiting_bus) values (?, 'host-2', '1.2.3', false, now() - ?::interval, '{}', 0,"
                        + " 0, 0)",
                id,
                ago);
        return id;
    }

    @Test
    void aNodeTellsWhatItDoesAndWhatWaits() {
        deploy();

        assertThat(nodes()).singleElement().satisfies(node -> {
            assertThat(node.here()).isTrue();
            assertThat(node.seen()).isTrue();
            assertThat(node.clustered()).isTrue();
            assertThat(node.host()).isEqualTo("host-1");
            assertThat(node.roles()).containsExactly(new NodeStatus.Role("audit", 2));
            assertThat(node.waiting()).isEqualTo(new NodeStatus.Waiting(1, 2, 3));
        });
    }

    @Test
    void oneThatWasNotSeenIsToldAsSuchAndForgottenAfterADay() {
        UUID oldest = seen("25 hours");
        UUID silent = seen("1 minute");
        UUID lively = seen("-1 minute");

        deploy();

        Eventually.holds(
                "the oldest is forgotten",
                () -> nodes().stream().noneMatch(node -> node.nodeId().equals(oldest)));
        assertThat(nodes())
                .filteredOn(node -> !node.seen())
                .extracting(NodeStatus::nodeId)
                .containsExactly(silent);
        assertThat(nodes())
                .filteredOn(node -> !node.here() && node.seen())
                .extracting(NodeStatus::nodeId)
                .containsExactly(lively);
    }
}
