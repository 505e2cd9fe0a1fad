package dev.governance.console.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The demonstration, hurried, on a real database. */
class SampleAgentsTest {
    private static final String SECRET = "a secret of the tests, long enough: 0123456789";
    private static final DatabaseUrl URL = TestPostgres.migrated();
    private static final SampleAgents AGENTS =
            new SampleAgents(source(), SECRET, Path.of("target", "held", "sample-agents"), new Pace(20));

    private static final String LAST =
            "(select max(chain_seq) from governance_audit_events where agent_id = 'fraud-screen')";

    @BeforeAll
    static void start() {
        AGENTS.start();
    }

    @AfterAll
    static void close() {
        AGENTS.close();
    }

    private static PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {URL.host()});
        source.setPortNumbers(new int[] {URL.port()});
        source.setDatabaseName(URL.database());
        source.setUser(URL.user());
        source.setPassword(URL.password());
        return source;
    }

    private static long number(String sql) {
        try (Connection connection = URL.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static boolean becomes(String condition) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofSeconds(60).toNanos()) {
            if (number("select case when " + condition + " then 1 else 0 end") == 1) {
                return true;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return false;
    }

    private static String events(String agentId, String kind) {
        return "(select count(*) from governance_audit_events where agent_id = '" + agentId + "' and kind = '" + kind
                + "')";
    }

    @Test
    void nineAgentsAreAliveAndOneOfThemIsIdle() {
        assertThat(becomes("(select count(*) from governance_agent_presence) = 9"))
                .isTrue();
        assertThat(becomes("(select status from governance_agent_presence where agent_id = 'inventory-sync') = 'idle'"))
                .isTrue();
        // Of each its scope and its budget, and what one of them holds for a loop.
        assertThat(becomes("(select count(*) from governance_policies) = 19")).isTrue();
    }

    @Test
    void somethingOfEverythingHappens() {
        assertThat(becomes(events("data-export", "scope.violation") + " > 0")).isTrue();
        assertThat(becomes(events("support-triage", "loop.detected") + " > 0")).isTrue();
        assertThat(becomes(events("billing-agent", "llm.result") + " > 2")).isTrue();
        assertThat(becomes("(select usd_used from governance_cost_agent_daily where agent_id = 'research-agent'"
                        + " and day_utc = (now() at time zone 'utc')::date) > 21"))
                .isTrue();
        assertThat(number("select count(*) from governance_cost_agent_daily where usd_used > 25"))
                .isZero();
        assertThat(number("select count(*) from governance_audit_events where kind like 'budget.%'"))
                .isZero();
    }

    @Test
    void theMonthBeforeIsCountedAndHasNoEvents() {
        assertThat(number("select count(distinct day_utc) from governance_cost_agent_daily"))
                .isEqualTo(30);
        assertThat(number("select count(*) from governance_audit_events where created_at < now() - interval '1 hour'"))
                .isZero();
    }

    @Test
    void whoAskedGoesOnWhenAPersonDecidesAndAsksAgain() {
        assertThat(becomes("exists (select from governance_gates_pending where resolved_at is null)"))
                .isTrue();

        TestPostgres.execute(
                URL,
                "update governance_gates_pending set resolution = 'granted', resolved_at = now()"
                        + " where resolved_at is null");

        assertThat(becomes(events("refund-agent", "tool.result") + " > 0")).isTrue();
        assertThat(becomes("exists (select from governance_gates_pending where resolved_at is null)"))
                .isTrue();
    }

    @Test
    void aHaltedAgentStaysAliveDoesNothingAndGoesOnWhenItIsResumed() {
        assertThat(becomes(events("fraud-screen", "tool.result") + " > 3")).isTrue();

        TestPostgres.execute(
                URL,
                "update governance_agent_presence set halted_by = 'operator-2', halted_at = now()"
                        + " where agent_id = 'fraud-screen'");
        // Before, it wrote each fourth row or so.
        assertThat(becomes("(select count(*) from governance_audit_events where chain_seq > " + LAST + ") > 60"))
                .isTrue();
        long last = number("select " + LAST);
        TestPostgres.execute(
                URL,
                "update governance_agent_presence set halted_by = null, halted_at = null,"
                        + " metadata_json = metadata_json - '{_halted_by,_killed_by}'::text[]"
                        + " where agent_id = 'fraud-screen'");
        assertThat(becomes(LAST + " > " + last)).isTrue();
    }
}
