package dev.governance.console.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void anEmptyDatabaseIsFilledOnce() {
        DatabaseUrl url = TestPostgres.empty();
        List<String> said = new ArrayList<>();

        MigrationReport first = Migrations.migrate(url, false, said::add);
        MigrationReport second = Migrations.migrate(url, false, said::add);

        assertThat(first.steps()).contains("applied V001 audit events").isEqualTo(said);
        assertThat(first.sdkSchema()).isEqualTo("public");
        assertThat(second.steps()).isEmpty();
    }

    @Test
    void aCheckChangesNothing() {
        DatabaseUrl url = TestPostgres.empty();

        MigrationReport first = Migrations.migrate(url, true, line -> {});
        MigrationReport second = Migrations.migrate(url, true, line -> {});

        assertThat(first.steps()).contains("would apply V001 audit events");
        assertThat(second).isEqualTo(first);
        assertThat(first.upToDate()).isFalse();
    }
}
