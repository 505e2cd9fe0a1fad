package dev.governance.console.db.schema;

import static dev.governance.console.testing.TestPostgres.ask;
import static dev.governance.console.testing.TestPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
    private static DatabaseUrl url;

    @BeforeAll
    static void aMigratedDatabase() {
        url = TestPostgres.migrated();
        execute(url, """
                insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)
                values (gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', 'mac', now())""");
    }

    private static void halted(String agent) {
        execute(url, """
                insert into governance_agent_presence (agent_id, halted_by, halted_at, halt_reason)
                values ('%s', 'maria', '2026-05-02 10:00:00.25+02', 'runs wild')""".formatted(agent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update governance_audit_events set kind = 'nothing'",
                "delete from governance_audit_events",
                "truncate governance_audit_events"
            })
    void theLogIsOnlyAppendedTo(String statement) {
        assertThatThrownBy(() -> execute(url, statement)).hasMessageContaining("append-only");
    }

    /** Every SDK before the columns reads the metadata and writes it anew with each heartbeat. */
    @Test
    void anOlderSdksHeartbeatKeepsTheHaltMarker() {
        halted("old");

        execute(url, """
                insert into governance_agent_presence (agent_id, status, last_heartbeat, metadata_json)
                values ('old', 'live', now(), '{"version": 4}')
                on conflict (agent_id) do update
                set status = excluded.status, last_heartbeat = excluded.last_heartbeat,
                    metadata_json = excluded.metadata_json""");

        assertThat(ask(url, """
                select key || ' ' || value
                from governance_agent_presence, jsonb_each_text(metadata_json)
                where agent_id = 'old'
                order by key"""))
                .containsExactly(
                        "_halt_reason runs wild",
                        "_halted_at 2026-05-02T08:00:00.250000+00:00",
                        "_halted_by maria",
                        "_kill_reason runs wild",
                        "_killed_at 2026-05-02T08:00:00.250000+00:00",
                        "_killed_by maria",
                        "version 4");
    }

    @Test
    void aResumedAgentLosesTheMarkerForGood() {
        halted("resumed");

        execute(url, """
                update governance_agent_presence
                set halted_by = null, halted_at = null, halt_reason = null,
                    metadata_json = metadata_json
                        - '{_halted_by,_halted_at,_halt_reason,_killed_by,_killed_at,_kill_reason}'::text[]
                where agent_id = 'resumed'""");

        assertThat(ask(url, "select metadata_json::text from governance_agent_presence where agent_id = 'resumed'"))
                .containsExactly("{}");
    }

    @Test
    void aHaltedAgentCannotDeleteItself() {
        halted("gone");

        assertThatThrownBy(() -> execute(url, "delete from governance_agent_presence where agent_id = 'gone'"))
                .hasMessageContaining("cannot delete a halted agent (halted_by=maria); clear the halt first");
    }

    @Test
    void aWrapperOfAnUnknownAgentIsRefused() {
        assertThatThrownBy(() -> execute(url, """
                        insert into governance_wrapper_registrations (agent_id, provider, hostname_hash, instance_id)
                        values ('nobody', 'openai', 'h', gen_random_uuid())""")).hasMessageContaining("not found in governance_policies");
    }
}
