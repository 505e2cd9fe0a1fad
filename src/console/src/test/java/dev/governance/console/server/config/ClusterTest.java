package dev.governance.console.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Doors of the cluster that do not open unasked. */
class ClusterTest {
    private static final Map<String, String> TLS =
            Map.of("cluster.tls.cert", "node.crt", "cluster.tls.key", "node.key", "cluster.tls.ca", "nodes.crt");

    private static Cluster read(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(more);
        options.put("cluster.on", "true");
        return Configuration.read(null, Map.of(), options).config().cluster();
    }

    private static Map<String, String> with(Map<String, String> some, String key, String value) {
        Map<String, String> all = new HashMap<>(some);
        all.put(key, value);
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "fd00::7"})
    void onAnotherThanLoopbackItTakesCertificatesAndAPrivateNetwork(String host) {
        Map<String, String> open = Map.of("cluster.host", host, "cluster.private_network", "true");

        assertThatThrownBy(() -> read(open))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("cluster.tls.cert, cluster.tls.key and cluster.tls.ca")
                .hasMessageContaining("event bus can act as anybody");
        assertThatThrownBy(() -> read(with(TLS, "cluster.host", host)))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("cluster.private_network")
                .hasMessageContaining("speaks no TLS");
        assertThat(read(with(with(TLS, "cluster.host", host), "cluster.private_network", "true"))
                        .isLoopback())
                .isFalse();
    }

    @Test
    void onLoopbackItTakesNothing() {
        assertThat(read(Map.of()).isLoopback()).isTrue();
        assertThat(read(Map.of("cluster.host", "::1")).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "cluster.host,0.0.0.0",
        "cluster.host,console.example",
        "cluster.host,::",
        "cluster.members,10.0.0.7",
        "cluster.members,10.0.0.7:0",
        "cluster.bus_port,5701",
        "cluster.kubernetes_service,not a name",
        "cluster.public_host,not a name",
        "cluster.tls.cert,node.crt"
    })
    void whatCannotWorkIsNamed(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining(key);
    }

    @Test
    void nodesAreFoundInOneWay() {
        assertThatThrownBy(() ->
                        read(Map.of("cluster.members", "10.0.0.7:5701", "cluster.kubernetes_service", "nodes.console")))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("set one of them");
    }
}
