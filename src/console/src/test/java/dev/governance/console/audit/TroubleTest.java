package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver says stays in the log. */
class TroubleTest {
    private static SQLException said(String state) {
        return new SQLException(
                "FATAL: no entry for host \"10.1.2.3\", user \"somebody\", select secret_column", state);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true, the database does not answer",
        "08001, true, the database does not answer",
        "57P01, true, the database is being stopped or started",
        "57P03, true, the database is being stopped or started",
        "53300, true, the database has no free connection; raise max_connections",
        "53200, true, the database has no memory or disk left (SQLSTATE 53200)",
        "40001, true, the standby took the snapshot away",
        "28P01, false, the database turns the console's role away; check the password",
        "42501, false, the console's database role may not read what it needs; grant it select",
        "42P01, false, the database's schema is behind this console",
        "XX001, false, the database could not be read (SQLSTATE XX001); the console's log has the details",
        ", false, the database could not be read; the console's log has the details"
    })
    void peopleAreToldWhatIsWrongAndWhatToDo(String state, boolean passing, String words) {
        assertThat(Trouble.words(said(state)))
                .startsWith(words)
                .doesNotContain("10.1.2.3", "somebody", "secret_column");
        assertThat(Trouble.isPassing(said(state))).isEqualTo(passing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"database_unavailable", "locked"})
    void whatTheConsoleRefusedForTheDatabasesSakeMayPass(String code) {
        assertThat(Trouble.isPassing(new Refusal(Fault.UNAVAILABLE, code, "…"))).isTrue();
        assertThat(Trouble.isPassing(new Refusal(Fault.UNAVAILABLE, "schema_behind", "…")))
                .isFalse();
        assertThat(Trouble.isPassing(new IllegalStateException())).isFalse();
    }
}
