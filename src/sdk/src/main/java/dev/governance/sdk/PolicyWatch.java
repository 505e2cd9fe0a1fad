package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps followed policies current, on the connection and the thread that halts are heard on: when their bell rings, and
 * each five seconds without it. Halts come first, so a database that has no policies to give is asked as seldom.
 */
final class PolicyWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    private static final Duration POLL = Duration.ofSeconds(5);

    private final List<FollowedPolicies<?>> followed;
    private final LongSupplier nanoTime;
    private long lookedAt;
    private boolean looked;
    private boolean failing;

    PolicyWatch(LongSupplier nanoTime, FollowedPolicies<?>... followed) {
        this.nanoTime = nanoTime;
        this.followed = List.of(followed);
    }

    /**
     * Reads the rows when they may have changed. What cannot be read stays as it was.
     *
     * @param rang whether somebody said so; else they are read when the last look is old enough
     */
    void look(Connection connection, boolean rang) {
        boolean due = !looked || nanoTime.getAsLong() - lookedAt >= POLL.toNanos();
        if (!due && (!rang || failing)) {
            return;
        }
        looked = true;
        lookedAt = nanoTime.getAsLong();
        try {
            read(connection);
            failing = false;
        } catch (SQLException
                | RuntimeException e) { // a pool may throw anything, and halts are to be heard all the same
            sayFailing(e);
        }
    }

    private void read(Connection connection) throws SQLException {
        List<Long> asOf = followed.stream().map(FollowedPolicies::asOf).toList();
        Set<String> agents = new TreeSet<>();
        followed.forEach(policies -> agents.addAll(policies.agents()));
        if (agents.isEmpty()) {
            return;
        }
        Set<String> types = followed.stream().map(FollowedPolicies::type).collect(Collectors.toSet());
        Map<PolicyStore.Key, PolicyStore.Row> rows = PolicyStore.read(connection, agents, types);
        for (int i = 0; i < followed.size(); i++) {
            FollowedPolicies<?> policies = followed.get(i);
            for (String agentId : agents) {
                PolicyStore.Key key = new PolicyStore.Key(agentId, policies.type());
                policies.take(agentId, Optional.ofNullable(rows.get(key)), asOf.get(i));
            }
        }
    }

    private void sayFailing(Exception problem) {
        if (!failing) {
            LOG.atWarn()
                    .addKeyValue("reason", Reason.of(problem))
                    .log("stored policies cannot be read; those that were last read stay in force");
        }
        failing = true;
    }
}
