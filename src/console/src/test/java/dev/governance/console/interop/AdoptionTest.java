package dev.governance.console.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import dev.governance.console.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that the Python package made and filled become ours, and it goes on with them. */
@Tag("interop")
class AdoptionTest {
    @ParameterizedTest
    @EnumSource
    void aDatabaseOfThePackageIsAdoptedWithEveryRow(PythonRelease release) {
        DatabaseUrl url = TestPostgres.empty();
        Rows rows = new Rows(url);
        release.governance(url, "migrate");
        write(release, url, "before");
        Map<String, String> before = rows.contents();

        Migrations.migrate(url, false, line -> {});

        assertThat(rows.contentsOf(before)).isEqualTo(before);
        assertThat(before.get("governance_audit_events")).contains(": 8 rows ");
        assertThat(Migrations.migrate(url, true, line -> {}).upToDate()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void thePackageGoesOnWithAnAdoptedDatabase(PythonRelease release) {
        DatabaseUrl url = TestPostgres.empty();
        Rows rows = new Rows(url);
        release.governance(url, "migrate");
        write(release, url, "before");
        Migrations.migrate(url, false, line -> {});

        write(release, url, "adopted");
        release.governance(url, "migrate");
        write(release, url, "migrated");

        assertThat(rows.texts("select agent_id from governance_agent_presence order by last_heartbeat"))
                .containsExactly("before", "adopted", "migrated");
        assertThat(rows.texts("select count(*) from governance_audit_events")).containsExactly("24");
        assertThat(rows.texts("select count(*) from governance_policies")).containsExactly("4");
        assertThat(judged(release, url)).allMatch(AdoptionTest::isSound).hasSize(6);
        assertThat(Migrations.migrate(url, true, line -> {}).upToDate()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void thePackageMigratesADatabaseThatWeMade(PythonRelease release) {
        DatabaseUrl url = TestPostgres.migrated();

        release.governance(url, "migrate");
        write(release, url, "agent");

        assertThat(judged(release, url)).allMatch(AdoptionTest::isSound).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"V0_6_2", "V0_7_3"})
    void aDatabaseThatThePackageMadeByHalfIsCompleted(PythonRelease release) {
        DatabaseUrl url = TestPostgres.empty();
        Rows rows = new Rows(url);
        try (PythonRun run = release.script(url, "half_migrate.py")) {
            assertThat(run.await("half").get("error").asText()).isEqualTo("ModuleNotFoundError");
        }
        write(release, url, "lost"); // the log lacks columns, so the package keeps its events to itself
        assertThat(rows.texts("select count(*) from governance_audit_events")).containsExactly("0");

        Migrations.migrate(url, false, line -> {});

        write(release, url, "agent");
        release.governance(url, "migrate");
        assertThat(rows.texts("select count(*) from governance_audit_events")).containsExactly("8");
        assertThat(judged(release, url)).allMatch(AdoptionTest::isSound).hasSize(2);
    }

    private static void write(PythonRelease release, DatabaseUrl url, String agent) {
        try (PythonRun run = release.script(url, "write.py", agent)) {
            run.await("wrote");
            run.finish();
        }
    }

    /** What the package itself says about every session. */
    private static List<JsonNode> judged(PythonRelease release, DatabaseUrl url) {
        List<UUID> sessions = new Rows(url).sessions();
        String[] arguments = sessions.stream().map(UUID::toString).toArray(String[]::new);
        try (PythonRun run = release.script(url, "verify.py", arguments)) {
            return sessions.stream().map(session -> run.await("verified")).toList();
        }
    }

    private static boolean isSound(JsonNode judgement) {
        return judgement.get("verify_chain").isNull()
                && judgement.get("trace_session_chain").isNull()
                && judgement.get("events").asInt() > 0;
    }
}
