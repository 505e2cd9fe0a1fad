package dev.governance.console.server.config;

import dev.governance.console.wire.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How nodes find each other and speak.
 *
 * @param host address of this machine that the others reach, an IP address
 * @param port of the cluster manager, which speaks no TLS
 * @param busPort of the event bus
 * @param publicHost what the others reach the event bus by, where that is not {@code host}; empty for {@code host}
 * @param members {@code host:port} of the cluster managers to look for, itself included or not; at most 64
 * @param kubernetesService DNS name of a headless service instead of members; empty for none
 * @param privateNetwork whether only the nodes reach {@code port}; without it {@code host} is loopback
 */
public record Cluster(
        boolean on,
        String host,
        int port,
        int busPort,
        String publicHost,
        List<String> members,
        String kubernetesService,
        boolean privateNetwork,
        Tls tls) {
    private static final int LAST_PORT = 65_535;
    private static final int MOST = 64;
    private static final int SHOWN = 100;
    private static final Pattern ADDRESS =
            Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})");
    private static final Pattern MEMBER = Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");

    public Cluster {
        members = List.copyOf(members);
        inRange("cluster.port", port);
        inRange("cluster.bus_port", busPort);
        if (!ADDRESS.matcher(host).matches() || host.equals("0.0.0.0") || host.equals("::")) {
            throw new IllegalArgumentException(
                    "cluster.host is an IP address of this machine that the other nodes reach,"
                            + " as 10.0.0.7; not a name, and not all addresses");
        }
        if (!publicHost.isEmpty()
                && !NAME.matcher(publicHost).matches()
                && !ADDRESS.matcher(publicHost).matches()) {
            throw new IllegalArgumentException(
                    "cluster.public_host is a name or an address, or empty for cluster.host");
        }
        if (!kubernetesService.isEmpty() && !NAME.matcher(kubernetesService).matches()) {
            throw new IllegalArgumentException("cluster.kubernetes_service is the DNS name of a headless service, as"
                    + " console-nodes.default.svc.cluster.local; empty for none");
        }
        if (members.size() > MOST) {
            throw new IllegalArgumentException("cluster.members has at most " + MOST + " nodes");
        }
        members.stream().filter(member -> !isMember(member)).findFirst().ifPresent(member -> {
            throw new IllegalArgumentException("cluster.members: \"" + OneLine.of(member, SHOWN)
                    + "\" is no node; write host:port, the port being its cluster.port, as 10.0.0.7:5701");
        });
        if (on) {
            mayStart(host, port, busPort, members, kubernetesService, privateNetwork, tls);
        }
    }

    private static void mayStart(
            String host, int port, int busPort, List<String> members, String service, boolean closed, Tls tls) {
        if (port == busPort) {
            throw new IllegalArgumentException("cluster.port and cluster.bus_port are two ports");
        }
        if (!service.isEmpty() && !members.isEmpty()) {
            throw new IllegalArgumentException(
                    "cluster.kubernetes_service and cluster.members are two ways to find nodes; set one of them");
        }
        if (isLoopback(host)) {
            return;
        }
        if (!tls.isOn()) {
            throw new IllegalArgumentException("cluster.host " + host + " is reached from other machines, and whoever"
                    + " writes to the event bus can act as anybody: set cluster.tls.cert, cluster.tls.key and"
                    + " cluster.tls.ca, or cluster.host to 127.0.0.1");
        }
        if (!closed) {
            throw new IllegalArgumentException(
                    "cluster.host " + host + " is reached from other machines, and the cluster"
                            + " manager's own port (cluster.port) speaks no TLS and asks nobody who they are: set"
                            + " cluster.private_network to true once a firewall or a network policy lets only the nodes reach it,"
                            + " or cluster.host to 127.0.0.1");
        }
    }

    private static void inRange(String key, int port) {
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException(key + " is a number from 1 to " + LAST_PORT);
        }
    }

    private static boolean isMember(String text) {
        Matcher member = MEMBER.matcher(text);
        if (!member.matches()) {
            return false;
        }
        int port = Integer.parseInt(member.group(1));
        return port >= 1 && port <= LAST_PORT;
    }

    /** Whether no other machine reaches it. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        return host.startsWith("127.") || host.toLowerCase(Locale.ROOT).equals("::1");
    }

    /**
     * By what nodes prove to each other that they are nodes; all empty for none.
     *
     * @param cert PEM file of this node's certificate
     * @param key PEM file of its key
     * @param ca PEM file of the authority that signs for nodes and for nobody else
     */
    public record Tls(String cert, String key, String ca) {
        public Tls {
            if (cert.isBlank() != key.isBlank() || cert.isBlank() != ca.isBlank()) {
                throw new IllegalArgumentException(
                        "cluster.tls.cert, cluster.tls.key and cluster.tls.ca go together; name all three files or none");
            }
        }

        public boolean isOn() {
            return !cert.isBlank();
        }
    }
}
