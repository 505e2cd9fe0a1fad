package dev.governance.console.db.schema;

import static dev.governance.console.testing.TestPostgres.ask;
import static dev.governance.console.testing.TestPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RightsTest {
    private static final String ROLE = "weak_" + ProcessHandle.current().pid();

    private DatabaseUrl owner;

    /** The same database for a role that owns nothing. */
    private DatabaseUrl weak(DatabaseUrl url) {
        owner = url;
        execute(url, "create role " + ROLE + " login password 'weak'");
        execute(url, "revoke create on schema public from public");
        return new DatabaseUrl(url.host(), url.port(), url.database(), ROLE, "weak", url.parameters());
    }

    @AfterEach
    void theRoleEnds() {
        execute(owner, "drop owned by " + ROLE);
        execute(owner, "drop role " + ROLE);
    }

    @Test
    void whatMayNotBeAlteredIsLeftAloneAndTheRightsAreNamed() {
        DatabaseUrl weak = weak(Eras.database("e0"));

        assertThatThrownBy(() -> Migrations.migrate(weak, false, line -> {}))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("user " + ROLE)
                .hasMessageContaining("CREATE on database")
                .hasMessageContaining("CREATE and USAGE on schema public")
                .hasMessageContaining("ownership of table governance_audit_events (it belongs to postgres)")
                .hasMessageContaining("ownership of function governance_audit_append_only")
                .hasMessageContaining("Nothing was changed");
        assertThat(ask(owner, "select count(*) from pg_namespace where nspname = 'governance_console'"))
                .containsExactly("0");
    }

    @Test
    void aCheckNamesMissingRightsToo() {
        MigrationReport check = Migrations.migrate(weak(TestPostgres.empty()), true, line -> {});

        assertThat(check.remarks()).contains("this user lacks CREATE and USAGE on schema public");
    }

    @Test
    void anOrdinaryRoleThatMayMakeThingsNeedsNoSuperuser() {
        DatabaseUrl weak = weak(TestPostgres.empty());
        execute(owner, "grant create on database " + owner.database() + " to " + ROLE);
        execute(owner, "grant create, usage on schema public to " + ROLE);

        MigrationReport report = Migrations.migrate(weak, false, line -> {});

        assertThat(report.steps()).contains("applied V021 alembic version");
    }

    /** An agent needs rights on the SDK's tables only, none on what our triggers call. */
    @Test
    void anAgentWithNothingButItsGrantsRingsTheBells() {
        DatabaseUrl weak = weak(TestPostgres.migrated());
        execute(owner, "grant insert, select on governance_audit_events to " + ROLE);
        execute(owner, "grant usage on sequence governance_audit_events_chain_seq_seq to " + ROLE);
        execute(owner, "grant insert, update, select on governance_agent_presence to " + ROLE);

        execute(weak, """
                insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)
                values (gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', 'mac', now());
                insert into governance_agent_presence (agent_id, halted_by) values ('agent', 'maria')""");

        List<String> markers = ask(owner, "select metadata_json ->> '_halted_by' from governance_agent_presence");
        assertThat(markers).containsExactly("maria");
    }

    /** What agents need for budgets is in our schema, so that a migration gives it to whoever may write the counters. */
    @Test
    void whoMayWriteTheCountersMayReserveAfterTheMigration() {
        DatabaseUrl weak = weak(Eras.database("e0"));
        execute(owner, "grant insert, update, select on governance_cost_agent_daily to " + ROLE);

        Migrations.migrate(owner, false, line -> {});

        execute(
                weak,
                "insert into governance_console.budget_counters (scope, key, day) values ('day', 'a', '2026-04-01');"
                        + "select from governance_console.budget_counters for update;"
                        + "insert into governance_console.budget_reservations"
                        + " (reservation_id, agent_id, session_id, day, usd, tokens, expires_at)"
                        + " values (gen_random_uuid(), 'a', gen_random_uuid(), '2026-04-01', 1, 1, now());"
                        + "update governance_console.budget_reservations set outcome = 'settled';"
                        + "delete from governance_console.budget_reservations");
        assertThatThrownBy(() -> ask(weak, "select count(*) from governance_console.marks"))
                .hasMessageContaining("permission denied");
        assertThat(ask(
                        owner,
                        "select has_table_privilege('public', 'governance_console.budget_reservations', 'select')"))
                .containsExactly("f");
    }
}
