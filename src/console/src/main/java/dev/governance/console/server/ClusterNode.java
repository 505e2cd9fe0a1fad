package dev.governance.console.server;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import dev.governance.console.bus.Peers;
import dev.governance.console.http.TlsFiles;
import dev.governance.console.http.TlsPair;
import dev.governance.console.server.config.Cluster;
import dev.governance.console.server.config.StartProblem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * This node among others: a cluster manager that looks for them where it is told and nowhere else, tells nobody outside of them,
 * and takes up again with those that it lost within seconds; and an event bus that talks to holders of a certificate only.
 */
final class ClusterNode implements Peers {
    private static final String NODE_ID =
            "__vertx.nodeId"; // under which vertx-hazelcast tells members the node of each

    /** Defaults find others by multicast, call home, listen everywhere, and do not heal for five minutes after a partition. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "hazelcast.logging.type", "slf4j",
            "hazelcast.phone.home.enabled", "false",
            "hazelcast.shutdownhook.enabled", "false",
            "hazelcast.socket.bind.any", "false",
            "hazelcast.wait.seconds.before.join", "0",
            "hazelcast.heartbeat.interval.seconds", "1",
            "hazelcast.max.no.heartbeat.seconds", "5",
            "hazelcast.merge.first.run.delay.seconds", "5",
            "hazelcast.merge.next.run.delay.seconds", "5",
            "hazelcast.graceful.shutdown.max.wait", "10");

    private static final long PING_MS = 1_000;
    private static final long PONG_MS = 2_000;

    private final Cluster settings;
    private final HazelcastClusterManager manager;

    /**
     * Creates it; {@link ProcessMetrics#vertx(ClusterNode)} lets it join.
     *
     * @param name of the cluster; those of another one are strangers
     */
    ClusterNode(String name, Cluster settings) {
        this.settings = settings;
        this.manager = new HazelcastClusterManager(hazelcast(name, settings));
    }

    HazelcastClusterManager manager() {
        return manager;
    }

    private static com.hazelcast.config.Config hazelcast(String name, Cluster settings) {
        System.setProperty("hazelcast.logging.type", "slf4j"); // for what it says before it reads a configuration
        com.hazelcast.config.Config config = new com.hazelcast.config.Config();
        config.setClusterName(name);
        PROPERTIES.forEach(config::setProperty);
        // As the cluster manager's own defaults have them.
        config.getMultiMapConfig("__vertx.subs").setBackupCount(1).setValueCollectionType("SET");
        config.getMapConfig("__vertx.haInfo").setBackupCount(1);
        config.getMapConfig("__vertx.nodeInfo").setBackupCount(1);
        config.getJetConfig().setEnabled(false); // it would run code that is sent to it
        config.getIntegrityCheckerConfig().setEnabled(false);
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(settings.port()).setPortAutoIncrement(false).setReuseAddress(true);
        network.getInterfaces().setEnabled(true).addInterface(settings.host());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (settings.kubernetesService().isEmpty()) {
            join.getTcpIpConfig().setEnabled(true).setMembers(settings.members());
        } else {
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-dns", settings.kubernetesService())
                    .setProperty("service-port", Integer.toString(settings.port()));
        }
        return config;
    }

    /** Of the event bus; reads the files of TLS. */
    EventBusOptions bus() {
        EventBusOptions options = new EventBusOptions()
                .setHost(settings.host())
                .setPort(settings.busPort())
                .setClusterPublicHost(settings.publicHost().isEmpty() ? settings.host() : settings.publicHost())
                .setClusterPublicPort(settings.busPort())
                .setClusterPingInterval(PING_MS)
                .setClusterPingReplyInterval(PONG_MS)
                .setReconnectAttempts(0);
        Cluster.Tls tls = settings.tls();
        if (tls.isOn()) {
            checkTls(tls);
            options.setSsl(true)
                    .setKeyCertOptions(
                            new PemKeyCertOptions().setCertPath(tls.cert()).setKeyPath(tls.key()))
                    .setTrustOptions(new PemTrustOptions().addCertPath(tls.ca()))
                    .setClientAuth(ClientAuth.REQUIRED);
        }
        return options;
    }

    /**
     * Tries the files that nodes prove themselves by.
     *
     * @throws StartProblem when one does not do
     */
    static void checkTls(Cluster.Tls tls) {
        if (!tls.isOn()) {
            return;
        }
        try {
            TlsPair.read(new TlsFiles(Path.of(tls.cert()), Path.of(tls.key())));
        } catch (IllegalArgumentException e) {
            throw new StartProblem(String.valueOf(e.getMessage()).replace("http.tls.", "cluster.tls."), e);
        }
        if (!Files.isReadable(Path.of(tls.ca()))) {
            throw new StartProblem("cluster.tls.ca: " + tls.ca() + " cannot be read");
        }
    }

    @Override
    public String self() {
        return manager.getNodeId();
    }

    @Override
    public Future<List<String>> answering(String address) {
        Promise<List<RegistrationInfo>> found = Promise.promise();
        manager.getRegistrations(address, found);
        return found.future().map(list -> {
            Set<String> alive = alive();
            return list.stream()
                    .map(RegistrationInfo::nodeId)
                    .filter(node -> alive.contains(node) && !node.equals(self()))
                    .distinct()
                    .toList();
        });
    }

    /** What a dead node answered stays registered for a moment. */
    private Set<String> alive() {
        return manager.getHazelcastInstance().getCluster().getMembers().stream()
                .flatMap(member -> Stream.ofNullable(member.getAttribute(NODE_ID)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void onLeave(Consumer<String> left) {
        manager.getHazelcastInstance().getCluster().addMembershipListener(new MembershipAdapter() {
            @Override
            public void memberRemoved(MembershipEvent event) {
                String node = event.getMember().getAttribute(NODE_ID);
                if (node != null) {
                    left.accept(node);
                }
            }
        });
    }
}
