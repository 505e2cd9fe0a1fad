package dev.governance.console.db.schema;

import static dev.governance.console.testing.TestPostgres.ask;
import static dev.governance.console.testing.TestPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Outcome;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IndexesTest {
    /** The index of rare rows is of use only to a query for the very kinds it was made with. */
    @Test
    void theIndexOfBlockedEventsKnowsTheKindsThatWeCallBlocked() {
        DatabaseUrl url = TestPostgres.migrated();
        String kinds =
                Outcome.blockingKinds().stream().map(kind -> "'" + kind + "'").collect(Collectors.joining(", "));
        execute(url, "alter database " + url.database() + " set enable_seqscan = off");
        execute(url, "drop index governance_console_audit_seq, governance_console_audit_kind_seq");

        String plan = String.join(
                "\n",
                ask(
                        url,
                        "explain select event_id from governance_audit_events where kind in (" + kinds
                                + ") order by chain_seq desc limit 50"));

        assertThat(plan).contains("governance_console_audit_refused");
    }
}
