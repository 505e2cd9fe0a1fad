package dev.governance.console.db.schema;

import static dev.governance.console.testing.TestPostgres.ask;
import static dev.governance.console.testing.TestPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void anEmptyDatabaseIsFilledOnce() {
        DatabaseUrl url = TestPostgres.empty();

        MigrationReport first = Migrations.migrate(url, false, line -> {});
        MigrationReport second = Migrations.migrate(url, false, line -> {});

        assertThat(first.steps()).startsWith("applied V001 audit events").hasSizeGreaterThan(20);
        assertThat(first.sdkSchema()).isEqualTo("public");
        assertThat(second.steps()).isEmpty();
    }

    @Test
    void aCheckChangesNothingAndSaysWhatIsMissing() {
        DatabaseUrl url = TestPostgres.empty();

        MigrationReport first = Migrations.migrate(url, true, line -> {});
        MigrationReport second = Migrations.migrate(url, true, line -> {});

        assertThat(first.steps()).contains("would apply V001 audit events");
        assertThat(first.remarks()).contains("table governance_policies is absent");
        assertThat(first.upToDate()).isFalse();
        assertThat(second).isEqualTo(first);
        assertThat(ask(url, "select count(*) from pg_class where relname like 'governance%'"))
                .containsExactly("0");
    }

    @Test
    void twoNodesAtOnceMigrateOnce() {
        DatabaseUrl url = TestPostgres.empty();

        List<String> steps = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> Migrations.migrate(url, false, line -> {}).steps()))
                .limit(3)
                .toList()
                .stream()
                .flatMap(node -> node.join().stream())
                .toList();

        assertThat(steps).doesNotHaveDuplicates().contains("applied V001 audit events");
    }

    @Test
    void aDatabaseThatIsBehindIsNotServedAndTheCommandIsNamed() {
        DatabaseUrl url = TestPostgres.empty();

        assertThat(Migrations.behind(url))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("governance migrate --database-url")
                        .contains("V001 audit events")
                        .doesNotContain(url.password()));
        assertThat(ask(url, "select count(*) from pg_namespace where nspname = 'governance_console'"))
                .containsExactly("0");
    }

    @Test
    void aMigratedDatabaseIsServed() {
        assertThat(Migrations.behind(TestPostgres.migrated())).isEmpty();
    }

    /** Whatever such a function finds in pg_temp, any role of the database may have put there. */
    @Test
    void whatRunsAsItsOwnerLooksAtTemporaryThingsLastAndIsCalledByNobody() {
        DatabaseUrl url = TestPostgres.migrated();

        assertThat(ask(url, "select count(*) from pg_proc where prosecdef and proname = 'note_operator'"))
                .containsExactly("1");
        assertThat(ask(url, """
                        select oid::regprocedure::text
                          from pg_proc
                         where prosecdef
                           and pronamespace <> 'pg_catalog'::regnamespace
                           and (coalesce(proconfig[1], '') !~ '^search_path=.*, pg_temp$'
                                or has_function_privilege('public', oid, 'execute'))
                        """)).isEmpty();
    }

    @Test
    void anIndexThatAnInterruptedBuildLeftIsBuiltAnew() {
        DatabaseUrl url = TestPostgres.migrated();
        execute(url, "update pg_index set indisvalid = false where indexrelid = 'idx_audit_agent'::regclass");

        MigrationReport check = Migrations.migrate(url, true, line -> {});
        MigrationReport done = Migrations.migrate(url, false, line -> {});

        assertThat(check.steps()).containsExactly("would rebuild the invalid index idx_audit_agent");
        assertThat(done.steps()).containsExactly("rebuilt the invalid index idx_audit_agent");
        assertThat(ask(url, "select indisvalid::text from pg_index where indexrelid = 'idx_audit_agent'::regclass"))
                .containsExactly("true");
    }

    @Test
    void aTableOfTheMarksThatWasDroppedIsMadeAnew() {
        DatabaseUrl url = TestPostgres.migrated();
        execute(url, "drop table governance_console.mark_heads");

        MigrationReport check = Migrations.migrate(url, true, line -> {});
        MigrationReport done = Migrations.migrate(url, false, line -> {});
        MigrationReport again = Migrations.migrate(url, false, line -> {});

        assertThat(check.steps()).containsExactly("would make table mark_heads, which is gone, anew");
        assertThat(done.steps()).containsExactly("applied V064 marks that are gone");
        assertThat(again.steps()).isEmpty();
        assertThat(ask(url, "select count(*) from governance_console.mark_heads"))
                .containsExactly("0");
        assertThat(ask(url, "select to_regclass('governance_console.mark_heads_key')::text"))
                .containsExactly("governance_console.mark_heads_key");
    }

    @Test
    void aFileThatFailedOutsideATransactionIsAppliedByTheNextRun() {
        DatabaseUrl url = TestPostgres.migrated();
        execute(url, "drop index governance_console_audit_seq");
        execute(url, "update governance_console.schema_history set success = false where version = '017'");

        MigrationReport report = Migrations.migrate(url, false, line -> {});

        assertThat(report.steps()).containsExactly("applied V017 index audit seq");
        assertThat(ask(url, "select to_regclass('governance_console_audit_seq')::text"))
                .containsExactly("governance_console_audit_seq");
    }

    @Test
    void theSdksTablesStayWhereItsSearchPathFindsThem() {
        DatabaseUrl url = TestPostgres.empty();
        execute(url, "create schema \"Agents\"");
        execute(url, "alter database " + url.database() + " set search_path = \"Agents\", public");

        MigrationReport report = Migrations.migrate(url, false, line -> {});

        assertThat(report.sdkSchema()).isEqualTo("Agents");
        List<String> schemas = new ArrayList<>(ask(url, """
                select distinct schemaname from pg_tables where tablename like 'governance%' order by 1"""));
        assertThat(schemas).containsExactly("Agents");
        assertThat(Migrations.behind(url)).isEmpty();
    }
}
