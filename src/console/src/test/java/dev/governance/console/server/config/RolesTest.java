package dev.governance.console.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node deploys, and what stands in the way of it. */
class RolesTest {
    private static final String CLUSTER = "cluster.on";

    @TempDir
    Path folder;

    private static Config config(String... keysAndValues) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            options.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Configuration.read(null, Map.of(), options).config();
    }

    private static Roles roles(String... keysAndValues) {
        return Roles.of(config(keysAndValues));
    }

    @Test
    void whereNothingIsSaidANodeDoesEverythingOnce() {
        Roles roles = roles();

        assertThat(Role.values()).allMatch(role -> roles.of(role) == 1);
    }

    @Test
    void thePythonConsolesWorkersAreInstancesOfWhatMayHaveSeveral() {
        Roles roles = Roles.of(Configuration.read(null, Map.of("GOVERNANCE_CONSOLE_WORKERS", "4"), Map.of())
                .config());

        assertThat(roles.of(Role.AUDIT)).isEqualTo(4);
        assertThat(roles.of(Role.EXPLORER)).isEqualTo(4);
        assertThat(roles.of(Role.HTTP)).isEqualTo(1);
        assertThat(roles.of(Role.PRESENCE)).isEqualTo(1);
    }

    @Test
    void aNodeWithADoorBringsWhatServesItsBrowsers() {
        Roles roles = roles(CLUSTER, "true", "deploy.http.instances", "1");

        assertThat(Role.values())
                .filteredOn(roles::has)
                .containsExactlyInAnyOrder(Role.HTTP, Role.AUTH, Role.POSTURE, Role.BRIDGE, Role.HEALTH, Role.DOORBELL);
    }

    @Test
    void aNodeWithoutADoorHearsTheDatabaseAllTheSame() {
        Roles roles = roles(CLUSTER, "true", "deploy.audit.instances", "3");

        assertThat(Role.values()).filteredOn(roles::has).containsExactlyInAnyOrder(Role.AUDIT, Role.DOORBELL);
        assertThat(roles.of(Role.AUDIT)).isEqualTo(3);
    }

    @Test
    void withoutTheClusterNothingIsLeftOut() {
        assertThatThrownBy(() -> roles("deploy.http.instances", "1", "deploy.audit.instances", "2"))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("cluster.on is false")
                .hasMessageContaining("presence")
                .hasMessageContaining("deploy.<role>.instances");
    }

    @Test
    void whatServesBrowsersIsNotWithoutADoor() {
        assertThatThrownBy(() -> roles(CLUSTER, "true", "deploy.bridge.instances", "1"))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("deploy.bridge.instances")
                .hasMessageContaining("add http, or leave it out");
    }

    @ParameterizedTest
    @CsvSource({"http,another node", "bridge,deploy.http.instances", "doorbell,every node", "presence,another node"})
    void whatIsThereOnceSaysWhyAndWhatToDo(String role, String wayOut) {
        assertThatThrownBy(() -> config("deploy." + role + ".instances", "2"))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("deploy." + role + ".instances is 0 or 1")
                .hasMessageContaining(wayOut);
    }

    @Test
    void anUnknownRoleIsToldItsNearestNeighbour() throws IOException {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"deploy\": {\"audits\": {\"instances\": 1}}}");

        assertThatThrownBy(() -> Configuration.read(file, Map.of(), Map.of()))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("deploy.audits is unknown; did you mean deploy.audit?");
    }
}
