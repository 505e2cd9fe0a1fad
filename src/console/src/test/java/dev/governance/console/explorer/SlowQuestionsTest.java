package dev.governance.console.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Questions that the database cannot answer soon end refused, and say why. */
class SlowQuestionsTest {
    @Test
    void aStatementThatTakesTooLongIsEndedAndTold() {
        DatabaseUrl url = TestPostgres.migrated();
        LogRows.in(url).insert(1_000);
        // Each row takes a second to read.
        TestPostgres.execute(
                url,
                "alter table governance_audit_events rename to governance_slow_events;"
                        + " create view governance_audit_events as select slow.* from governance_slow_events as slow,"
                        + " lateral (select pg_sleep(1 + 0 * slow.chain_seq)) as waited");
        try (ExplorerConsole console = new ExplorerConsole(url)) {
            Problem refused = console.refused("agent_id=agent-one", 503);

            assertThat(refused.code()).isEqualTo("too_slow");
            assertThat(refused.detail())
                    .startsWith("finding these events takes longer than 5 s, so nothing is said about them; narrow");
            Eventually.holds(
                    "nothing of it runs on",
                    () -> TestPostgres.ask(
                                    url,
                                    "select query from pg_stat_activity where datname = current_database()"
                                            + " and state = 'active' and pid <> pg_backend_pid()")
                            .isEmpty());
        }
    }

    @Test
    void aTableThatSomebodyHoldsIsNotWaitedForWithoutEnd() throws SQLException {
        DatabaseUrl url = TestPostgres.migrated();
        LogRows.in(url).insert(10);
        try (ExplorerConsole console = new ExplorerConsole(url);
                Connection holder = url.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table governance_audit_events in access exclusive mode");

            Problem refused = console.refused("agent_id=agent-one", 503);
            holder.rollback();

            assertThat(refused.code()).isEqualTo("locked");
            assertThat(console.page("agent_id=agent-one").events()).hasSize(10);
        }
    }
}
