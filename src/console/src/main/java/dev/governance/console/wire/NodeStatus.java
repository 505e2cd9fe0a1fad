package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A console on this database.
 *
 * @param nodeId of the process; another one after each start
 * @param host name of its machine
 * @param clustered whether it is one of a cluster and asks other nodes
 * @param here whether it is the one that answers
 * @param seen whether it was, within the last 15 seconds
 * @param seenAt when last, by the database's clock
 * @param roles what it does
 * @param waiting how long its queues were then
 */
public record NodeStatus(
        UUID nodeId,
        String host,
        String version,
        boolean clustered,
        boolean here,
        boolean seen,
        Instant startedAt,
        Instant seenAt,
        List<NodeStatus.Role> roles,
        NodeStatus.Waiting waiting) {
    public NodeStatus {
        roles = List.copyOf(roles);
    }

    /**
     * What a node does.
     *
     * @param role a feature's name
     * @param instances 1 and up
     */
    public record Role(String role, int instances) {}

    /**
     * What waits on a node.
     *
     * @param workers tasks, for a thread
     * @param database statements, for a connection
     * @param bus messages, for whoever answers them
     */
    public record Waiting(long workers, long database, long bus) {}
}
