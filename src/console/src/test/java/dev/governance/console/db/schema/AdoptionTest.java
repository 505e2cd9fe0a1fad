package dev.governance.console.db.schema;

import static dev.governance.console.testing.TestPostgres.ask;
import static dev.governance.console.testing.TestPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    /** The columns that a migrated empty database has; order differs between installs. */
    private static final String COLUMNS = """
            select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
            from information_schema.columns
            where table_schema = 'public'
              and table_name like 'governance%'
              and table_name <> 'governance_audit_events_halted'
            order by 1
            """;

    private static final String INDEXES = """
            select regexp_replace(indexdef, ' ON [^ ]*\\.', ' on ')
            from pg_indexes
            where schemaname = 'public' and tablename like 'governance%'
            order by 1
            """;

    private static final String TRIGGERS = """
            select tgrelid::regclass || ' ' || tgname
            from pg_trigger
            where not tgisinternal and tgname not like '%\\_notify'
            order by 1
            """;

    private static final String EVENTS = """
            select md5(string_agg(row(chain_seq, event_id, session_id, agent_id, kind, metadata_json, hmac_value,
                                      created_at)::text, ';' order by chain_seq))
            from governance_audit_events
            """;

    private static void isWhole(DatabaseUrl url) {
        DatabaseUrl whole = TestPostgres.migrated();
        for (String catalog : List.of(COLUMNS, INDEXES, TRIGGERS)) {
            assertThat(ask(url, catalog)).isEqualTo(ask(whole, catalog));
        }
    }

    @Test
    void aDatabaseOfTheFirstEraBecomesWholeAndKeepsEveryRow() {
        DatabaseUrl url = Eras.database("e0");
        List<String> before = ask(url, EVENTS);

        Migrations.migrate(url, false, line -> {});
        MigrationReport again = Migrations.migrate(url, false, line -> {});

        assertThat(ask(url, EVENTS)).isEqualTo(before);
        isWhole(url);
        assertThat(again.steps()).isEmpty();
        assertThat(ask(url, "select distinct signature_status from governance_audit_events"))
                .containsExactly("legacy_unsigned");
        assertThat(ask(url, "select version_num from alembic_version")).containsExactly("f251kill2halt");
    }

    @Test
    void aCheckSaysWhatAnOlderEraLacks() {
        MigrationReport check = Migrations.migrate(Eras.database("e0"), true, line -> {});

        assertThat(check.remarks())
                .contains(
                        "table governance_policies is absent",
                        "table governance_gates_pending lacks reviewer_id, reviewing_since, rationale",
                        "table governance_agent_presence lacks operator_id, halted_by, halted_at, halt_reason");
    }

    @Test
    void haltsOfOlderErasMoveIntoTheirColumns() {
        DatabaseUrl url = Eras.database("e0", "e1");

        Migrations.migrate(url, false, line -> {});

        assertThat(ask(url, """
                select agent_id || ' ' || halted_by || ' ' || halt_reason || ' '
                       || case when halted_at > now() - interval '1 hour' then 'now'
                               else (halted_at at time zone 'utc')::text end
                from governance_agent_presence
                where halted_by is not null
                order by agent_id"""))
                .containsExactly(
                        "agent-2 maria runs wild 2026-03-02 10:00:00.5",
                        "agent-3 maria no clock now",
                        "agent-4 paul loop 2026-05-02 10:00:00");
    }

    @Test
    void aDatabaseOfTheConsolesEraBecomesWholeAndKeepsItsUsers() {
        DatabaseUrl url = Eras.database("e0", "e1");
        List<String> before = ask(url, EVENTS);

        Migrations.migrate(url, false, line -> {});

        assertThat(ask(url, EVENTS)).isEqualTo(before);
        isWhole(url);
        assertThat(ask(url, "select username from governance_console_users")).containsExactly("maria");
        assertThat(ask(url, "select version_num from alembic_version")).containsExactly("f251kill2halt");
    }

    @Test
    void aHalfMigratedDatabaseBecomesWhole() {
        DatabaseUrl url = Eras.database("e0", "half-migrated");
        List<String> before = ask(url, EVENTS);

        Migrations.migrate(url, false, line -> {});

        assertThat(ask(url, EVENTS)).isEqualTo(before);
        isWhole(url);
        assertThat(ask(url, "select version_num from alembic_version")).containsExactly("f251kill2halt");
        assertThat(ask(url, "select agent_id from governance_agent_presence where halted_by is not null order by 1"))
                .containsExactly("agent-2", "agent-3");
    }

    @Test
    void anAgentThatWasResumedInTheNewestEraStaysResumed() {
        DatabaseUrl url = Eras.database("e0", "half-migrated");
        execute(url, "delete from alembic_version");
        execute(url, "insert into alembic_version values ('a7f2haltcols')");

        Migrations.migrate(url, false, line -> {});

        assertThat(ask(url, "select agent_id from governance_agent_presence where halted_by is not null"))
                .isEmpty();
        assertThat(ask(url, "select version_num from alembic_version")).containsExactly("a8b3nodelhalt");
    }

    @Test
    void aRevisionThatIsNewerThanOursStays() {
        DatabaseUrl url = Eras.database("e0", "half-migrated");
        execute(url, "delete from alembic_version");
        execute(url, "insert into alembic_version values ('c0ffee')");

        Migrations.migrate(url, false, line -> {});

        assertThat(ask(url, "select version_num from alembic_version")).containsExactly("c0ffee");
    }

    /** The Python console's trigger reads the reviewer columns of each row: without them it lets no approval in. */
    @Test
    void thePythonConsolesGateTriggerFindsTheColumnsItReads() {
        DatabaseUrl url = Eras.database("e0");
        execute(url, """
                create function notify_gate_change() returns trigger language plpgsql as $$
                begin
                    perform pg_notify('governance_gates', json_build_object('reviewer_id', new.reviewer_id)::text);
                    return new;
                end
                $$;
                create trigger gate_change_notify after insert or update on governance_gates_pending
                    for each row execute function notify_gate_change()""");

        Migrations.migrate(url, false, line -> {});
        execute(url, """
                insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at)
                values (gen_random_uuid(), 'agent-1', 'deploy', 'a', 't', now())""");

        assertThat(ask(url, "select count(*) from governance_gates_pending")).containsExactly("2");
    }

    @Test
    void thePythonConsolesTriggersAreReportedAndRetiredOnRequest() {
        DatabaseUrl url = Eras.database("e0");
        List<String> said = new ArrayList<>();

        MigrationReport check = Migrations.migrate(url, true, line -> {});
        MigrationReport kept = Migrations.migrate(url, false, line -> {});
        MigrationReport retired = Migrations.retirePythonConsole(url, false, said::add);

        assertThat(check.remarks())
                .anyMatch(remark -> remark.contains("audit_event_notify on governance_audit_events"));
        assertThat(kept.remarks()).anyMatch(remark -> remark.contains("--retire-python-console"));
        assertThat(retired.steps())
                .containsExactlyInAnyOrder(
                        "dropped trigger audit_event_notify on governance_audit_events",
                        "dropped trigger presence_change_notify on governance_agent_presence",
                        "dropped function notify_governance_event()",
                        "dropped function notify_presence_change()")
                .isEqualTo(said);
        assertThat(retired.remarks()).isEmpty();
    }
}
