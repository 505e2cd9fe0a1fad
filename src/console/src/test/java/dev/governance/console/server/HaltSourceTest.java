package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.server.config.StartProblem;
import dev.governance.console.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HaltSourceTest {
    private static final DatabaseUrl CONSOLE = TestPostgres.migrated();

    private static Map<String, String> named(DatabaseUrl url) {
        return Map.of(HaltSource.VARIABLE, url.withPassword());
    }

    @Test
    void withoutAnyTheConsolesOwnServes() {
        assertThat(HaltSource.url(Map.of(), CONSOLE)).isEmpty();
        assertThat(HaltSource.url(Map.of(HaltSource.VARIABLE, " "), CONSOLE)).isEmpty();
    }

    @Test
    void theSameDatabaseAsAnotherRoleIsTaken() {
        TestPostgres.execute(CONSOLE, "create role halter login password 'halter-password'");
        DatabaseUrl halter = new DatabaseUrl(
                CONSOLE.host(), CONSOLE.port(), CONSOLE.database(), "halter", "halter-password", CONSOLE.parameters());

        assertThat(HaltSource.url(named(halter), CONSOLE))
                .hasValueSatisfying(url -> assertThat(url.user()).isEqualTo("halter"));
    }

    @Test
    void anotherDatabaseIsRefusedWithoutItsPassword() {
        DatabaseUrl other = TestPostgres.migrated();

        assertThatThrownBy(() -> HaltSource.url(named(other), CONSOLE))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("another database")
                .hasMessageNotContaining(other.password());
    }

    @Test
    void oneThatCannotBeReachedIsNoReasonToGoWithout() {
        DatabaseUrl nowhere = new DatabaseUrl(
                CONSOLE.host(), CONSOLE.port(), "no_such_database", CONSOLE.user(), CONSOLE.password(), Map.of());

        assertThatThrownBy(() -> HaltSource.url(named(nowhere), CONSOLE)).isInstanceOf(DatabaseProblem.class);
    }
}
