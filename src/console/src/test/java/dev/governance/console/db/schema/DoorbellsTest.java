package dev.governance.console.db.schema;

import static dev.governance.console.testing.TestPostgres.ask;
import static dev.governance.console.testing.TestPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

class DoorbellsTest {
    private static final int PATIENCE_MS = 10_000;

    private static final String EVENT = """
            insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)
            values (gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', 'mac', now())""";

    private static DatabaseUrl url;

    @BeforeAll
    static void aMigratedDatabase() {
        url = TestPostgres.migrated();
        execute(url, "insert into governance_agent_presence (agent_id) values ('known'), ('halted')");
        execute(
                url,
                "insert into governance_policies (agent_id, policy_type, policy_json)"
                        + " values ('capped', 'budget', '{}'), ('taken', 'budget', '{}'), ('same', 'scope', '{\"a\": 1}')");
    }

    /** What is heard of a statement, up to a last bell of our own. */
    private static List<String> heard(String statement) throws SQLException {
        try (Connection listener = url.connect()) {
            listener.createStatement().execute("listen governance_doorbell");
            execute(url, statement);
            execute(url, "notify governance_doorbell, 'last'");
            List<String> payloads = new ArrayList<>();
            while (!payloads.contains("last")) {
                PGNotification[] rung = listener.unwrap(PGConnection.class).getNotifications(PATIENCE_MS);
                assertThat(rung).as("a bell within the patience").isNotEmpty();
                Arrays.stream(rung).map(PGNotification::getParameter).forEach(payloads::add);
            }
            payloads.remove("last");
            return payloads;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            audit        | insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at) values (gen_random_uuid(), gen_random_uuid(), 'a', 'k', 'm', now())
            presence     | insert into governance_agent_presence (agent_id) values ('new')
            presence     | update governance_agent_presence set last_heartbeat = now() where agent_id = 'known'
            presence     | update governance_agent_presence set metadata_json = '{"v": 2}' where agent_id = 'known'
            cost         | insert into governance_cost_agent_daily (agent_id, day_utc) values ('a', current_date)
            alerts       | insert into governance_console.cost_alerts (alert_id, agent_id, cap, period, threshold, cap_limit, used) values (gen_random_uuid(), 'a', 'c', 'p', 80, 10, 8)
            policies     | insert into governance_policies (agent_id, policy_type, policy_json) values ('a', 'budget', '{}')
            policies     | update governance_policies set policy_json = '{"per_session_usd": 1}' where agent_id = 'capped'
            policies     | delete from governance_policies where agent_id = 'taken'
            gates        | insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at) values (gen_random_uuid(), 'a', 'k', 'h', 't', now())
            halt presence| update governance_agent_presence set halted_by = 'maria' where agent_id = 'halted'
            halt presence| insert into governance_agent_presence (agent_id, halted_by) values ('unseen', 'maria')
            halt presence| update governance_agent_presence set metadata_json = '{"_halted_by": "old console"}' where agent_id = 'known'
            """)
    void everyTableRingsItsOwnBell(String payloads, String statement) throws SQLException {
        execute(url, rungAgo(60_000));

        assertThat(heard(statement)).containsExactlyInAnyOrder(payloads.split(" "));
    }

    /** As every SDK does at each start. */
    @Test
    void aPolicyThatIsRegisteredAgainUnchangedIsSilent() throws SQLException {
        assertThat(heard("""
                        insert into governance_policies (agent_id, policy_type, policy_json, updated_at)
                        values ('same', 'scope', '{"a":1}', now())
                        on conflict (agent_id, policy_type) do update
                        set policy_json = excluded.policy_json, updated_at = now()""")).isEmpty();
    }

    /** NOTIFY holds one lock of the cluster until the commit is on disk: a second writer does without. */
    @Test
    void aWriterThatFindsTheBellInUseGoesOnWithoutIt() throws SQLException {
        execute(url, rungAgo(60_000));
        try (Connection first = url.connect();
                Connection second = url.connect()) {
            first.setAutoCommit(false);
            first.createStatement().execute(EVENT);

            execute(url, rungAgo(60_000));
            second.createStatement().execute("set lock_timeout = '2s'");
            second.createStatement().execute(EVENT);

            assertThat(
                            ask(
                                    url,
                                    "select count(*) from pg_locks where locktype = 'advisory' and classid = 1735357042"
                                            + " and database = (select oid from pg_database where datname = current_database())"))
                    .containsExactly("1");
            first.rollback();
        }
    }

    /** Whoever heard it looks again for longer than that. */
    @Test
    void theBellOfTheLogRestsAfterItRang() throws SQLException {
        boolean rested = false;
        for (int tries = 0;
                tries < 200 && !rested;
                tries++) { // a machine may pause between the two for longer than the rest
            rested = heard(rungAgo(0) + EVENT).isEmpty();
        }

        assertThat(rested).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4", "3600000", "-60000"})
    void theBellOfTheLogRingsAgainAfterItsRestAndWhenTheClockWasSetBack(long milliseconds) throws SQLException {
        assertThat(heard(rungAgo(milliseconds) + EVENT)).containsExactly("audit");
    }

    private static String rungAgo(long milliseconds) {
        return "select setval('governance_console_audit_rung', (extract(epoch from clock_timestamp()) * 1000)::bigint - "
                + milliseconds + ");";
    }

    @Test
    void busyTablesRingOncePerStatement() {
        assertThat(ask(url, """
                select tgrelid::regclass::text
                from pg_trigger t
                join pg_proc p on p.oid = t.tgfoid
                where p.proname in ('ring_when_free', 'ring_for_audit')
                  and t.tgtype & 1 = 0
                order by 1"""))
                .containsExactly("governance_agent_presence", "governance_audit_events", "governance_cost_agent_daily");
    }
}
