package dev.governance.console.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.deploy.LeastRights.Role;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.Upkeep;
import dev.governance.console.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever owns the log needs no superuser for what an operator does with it. */
class OwnerTest {
    @TempDir
    Path folder;

    private DatabaseSource source(DatabaseUrl url) {
        return DatabaseSource.forCommand(
                null, folder, false, Map.of("GOVERNANCE_DATABASE_URL", url.withPassword()), line -> {});
    }

    @Test
    void theOwnerCarriesTheLogElsewhere() {
        Path file = folder.resolve("backup");
        try (LeastRights from = new LeastRights();
                LeastRights to = new LeastRights();
                DatabaseSource one = source(from.as(Role.OWNER));
                DatabaseSource other = source(to.as(Role.OWNER))) {
            TestPostgres.execute(
                    from.as(Role.AGENT),
                    "insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                            + " values (gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', 'mac', now())");

            Upkeep.backup(one, file, line -> {});
            Upkeep.restore(other, file, line -> {});

            assertThat(TestPostgres.ask(to.superuser(), "select agent_id from governance_audit_events"))
                    .containsExactly("agent");
        }
    }

    @Test
    void aSchemaThatIsUpToDateIsSaidToBe() {
        List<String> lines = new ArrayList<>();
        try (LeastRights database = new LeastRights();
                DatabaseSource source = source(database.as(Role.OWNER))) {
            Upkeep.migrate(source, true, false, lines::add);
        }

        assertThat(lines).last().asString().contains("is up to date; nothing to do");
    }
}
