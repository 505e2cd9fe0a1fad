package dev.governance.console.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.deploy.LeastRights.Role;
import dev.governance.console.testing.TestPostgres;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each role of {@code deploy/sql} may do what the code does, and no more. */
class GrantsTest {
    private static LeastRights database;

    /** Statements that the console's and the agents' processes run; migrations and restores are the owner's. */
    private static final Set<String> OF_THE_CONSOLE = Statements.of("console", "db/schema/", "db/dump/", "demo/");

    private static final Set<String> OF_AGENTS = Statements.of("sdk");

    @BeforeAll
    static void roles() {
        database = new LeastRights();
    }

    @AfterAll
    static void noRoles() {
        database.close();
    }

    @Test
    void theConsoleMayDoWhatItsStatementsDo() {
        assertThat(OF_THE_CONSOLE).hasSizeGreaterThan(100);
        assertThat(granted(Role.HALTER)).containsAll(OF_THE_CONSOLE);
    }

    @Test
    void agentsMayDoWhatTheirStatementsDo() {
        assertThat(OF_AGENTS).hasSizeGreaterThan(30);
        assertThat(granted(Role.AGENT)).containsAll(OF_AGENTS);
    }

    @Test
    void nobodyMayChangeWhatTheirStatementsLeaveAlone() {
        assertThat(changes(granted(Role.HALTER))).isSubsetOf(OF_THE_CONSOLE);
        assertThat(changes(granted(Role.AGENT))).isSubsetOf(OF_AGENTS);
        assertThat(changes(granted(Role.AUDITOR))).isEmpty();
    }

    /** The console's role differs from the one that halts by the markers alone. */
    @Test
    void onlyTheHalterWritesMarkers() {
        Set<String> more = granted(Role.HALTER);
        more.removeAll(granted(Role.CONSOLE));

        assertThat(more).containsExactly("INSERT governance_agent_presence", "UPDATE governance_agent_presence");
    }

    @Test
    void everybodyHasNothing() {
        assertThat(TestPostgres.ask(database.superuser(), """
                select relname || ' ' || privilege_type
                  from pg_class
                 cross join aclexplode(relacl) entry
                 where grantee = 0
                   and relkind in ('r', 'v', 'p')
                   and relnamespace in ('public'::regnamespace, 'governance_console'::regnamespace)
                """)).isEmpty();
    }

    @Test
    void grantingAgainChangesNothing() {
        String rights = "select coalesce(string_agg(relname || relacl::text, ' ' order by relname), '') from pg_class"
                + " where relnamespace in ('public'::regnamespace, 'governance_console'::regnamespace)";
        List<String> before = TestPostgres.ask(database.superuser(), rights);

        database.grant();

        assertThat(TestPostgres.ask(database.superuser(), rights)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update governance_audit_events set metadata_json = '{}'",
                "delete from governance_audit_events",
                "truncate governance_audit_events",
                "alter table governance_audit_events disable trigger trg_audit_no_update",
                "drop table governance_audit_events",
                "set session_replication_role = replica",
                "select password_hash from governance_console_users",
                "select token_hash from governance_console.sessions",
                "select token_hash from governance_console.api_tokens",
                "select * from governance_console.marks",
                "update governance_console.mark_state set number = 0",
                "update governance_audit_chain_keys set retired_at_chain_seq = 1",
                "insert into governance_agent_key_revocations (key_fingerprint, revoked_at_chain_seq, reason, operator_id)"
                        + " values ('a', 1, 'b', 'c')",
                "update governance_agent_presence set halted_by = null",
                "update governance_agent_presence set agent_id = 'somebody else'",
                "insert into governance_agent_presence (agent_id, halted_by) values ('a', 'b')",
                "insert into governance_console.decisions (request_id, resolution, decided_by, decided_by_id, decided_at)"
                        + " values (gen_random_uuid(), 'granted', 'a', gen_random_uuid(), now())",
                "update governance_gates_pending set rationale = 'because'",
                "delete from governance_gates_pending",
                "delete from governance_policies",
                "delete from governance_console.policy_changes",
                "create table public.governance_audit_events_too (n int)",
            })
    void anAgentIsRefused(String statement) {
        refused(Role.AGENT, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update governance_audit_events set metadata_json = '{}'",
                "delete from governance_audit_events",
                "truncate governance_audit_events",
                "alter table governance_audit_events disable trigger trg_audit_no_update",
                "set session_replication_role = replica",
                "update governance_agent_presence set halted_by = null",
                "update governance_gates_pending set token = ''",
                "delete from governance_console_users",
                "update governance_console.mark_heads set reason = ''",
                "delete from governance_console.decisions",
                "create table governance_console.more (n int)",
            })
    void theConsoleIsRefused(String statement) {
        refused(Role.CONSOLE, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                        + " values (gen_random_uuid(), gen_random_uuid(), 'a', 'b', 'c', now())",
                "select nextval('governance_audit_events_chain_seq_seq')",
                "select password_hash from governance_console_users",
                "select token from governance_gates_pending",
                "select token_hash from governance_console.sessions",
                "update governance_console.sweep set owner = null",
            })
    void anAuditorIsRefused(String statement) {
        refused(Role.AUDITOR, statement);
    }

    private static void refused(Role role, String statement) {
        assertThatThrownBy(() -> TestPostgres.execute(database.as(role), statement))
                .hasMessageMatching("(?s).*(permission denied|must be owner of).*");
    }

    /** What a role may do with any column of a table; MAINTAIN changes no row. */
    private static Set<String> granted(Role role) {
        return new TreeSet<>(TestPostgres.ask(database.superuser(), """
                select kind || ' ' || case relnamespace when 'governance_console'::regnamespace
                                      then 'governance_console.' else '' end || relname
                  from pg_class
                 cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) kind
                 where relkind in ('r', 'v', 'p')
                   and relnamespace in ('public'::regnamespace, 'governance_console'::regnamespace)
                   and (has_table_privilege('%1$s', oid, kind)
                        or kind in ('SELECT', 'INSERT', 'UPDATE') and has_any_column_privilege('%1$s', oid,
                               case when kind in ('SELECT', 'INSERT', 'UPDATE') then kind else 'SELECT' end))
                """.formatted(database.name(role))));
    }

    private static Set<String> changes(Set<String> rights) {
        return new TreeSet<>(
                rights.stream().filter(right -> !right.startsWith("SELECT ")).toList());
    }
}
