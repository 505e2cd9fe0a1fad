package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.sdk.DoorbellConnection.Bell;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When stored policies are read again. */
class PolicyWatchDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Duration POLL = Duration.ofSeconds(5);

    private final AtomicLong nanos = new AtomicLong();
    private final FollowedPolicies<LoopPolicy> policies = new FollowedPolicies<>(
            new PolicyStore(new Store(DATABASE.dataSource(), Duration.ofSeconds(5))), "loop", StoredPolicy::loop);
    private final PolicyWatch watch = new PolicyWatch(nanos::get, policies);
    private Connection connection;

    @BeforeEach
    void register() throws SQLException {
        connection = DATABASE.dataSource().getConnection();
        LoopPolicy policy = LoopPolicy.of("looper").maxCalls(2);
        policies.register("looper", policy, policy.json());
        watch.look(connection, false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static void write(int calls) {
        DATABASE.execute(
                "update governance_policies set policy_json = policy_json || jsonb_build_object('max_calls', ?)"
                        + " where agent_id = 'looper'",
                calls);
    }

    private int calls() {
        return policies.of("looper").inForce().maxCalls();
    }

    @Test
    void aRingIsFollowedAtOnceAndWithoutOneTheyAreReadEachFiveSeconds() {
        write(3);
        watch.look(connection, false);
        assertThat(calls()).isEqualTo(2);
        watch.look(connection, true);
        assertThat(calls()).isEqualTo(3);

        write(4);
        nanos.addAndGet(POLL.toNanos() - 1);
        watch.look(connection, false);
        assertThat(calls()).isEqualTo(3);
        nanos.addAndGet(1);
        watch.look(connection, false);
        assertThat(calls()).isEqualTo(4);
    }

    @Test
    void whatCannotBeReadStaysAndIsNotAskedForAtEachRing() throws SQLException {
        write(3);
        try (Connection locker = DATABASE.dataSource().getConnection()) {
            locker.setAutoCommit(false);
            locker.createStatement().execute("lock table governance_policies in access exclusive mode");
            watch.look(connection, true);
            locker.rollback();
        }

        watch.look(connection, true);
        assertThat(calls()).isEqualTo(2);
        nanos.addAndGet(POLL.toNanos());
        watch.look(connection, false);
        assertThat(calls()).isEqualTo(3);
        write(4);
        watch.look(connection, true);
        assertThat(calls()).isEqualTo(4);
    }

    @Test
    void theBellSaysWhatItRingsFor() throws SQLException {
        DoorbellConnection doorbell = DoorbellConnection.listen(connection).orElseThrow();

        write(5);
        assertThat(doorbell.rang(Duration.ofSeconds(20))).isEqualTo(Set.of(Bell.POLICIES));
        DATABASE.execute("insert into governance_agent_presence (agent_id, halted_by) values ('halted', 'operator-2')");
        assertThat(heard(doorbell)).isEqualTo(Set.of(Bell.HALT));
        DATABASE.list("select pg_notify('governance_doorbell', '')::text");
        assertThat(heard(doorbell)).isEqualTo(Set.of(Bell.HALT, Bell.POLICIES));
    }

    /** The first bell that is of interest here. */
    private static Set<Bell> heard(DoorbellConnection doorbell) throws SQLException {
        Set<Bell> heard = doorbell.rang(Duration.ofSeconds(20));
        while (heard.isEmpty()) {
            heard = doorbell.rang(Duration.ofSeconds(20));
        }
        return heard;
    }
}
