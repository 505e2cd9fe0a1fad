package dev.governance.console.presence;

import static dev.governance.console.testing.People.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Presence;
import dev.governance.console.testing.Stage;
import org.junit.jupiter.api.Test;

/** A console whose database role lacks a right: it says so loudly, and nothing looks halted that is not. */
class HaltRightsTest {
    private static final Presence.Halt HALT = new Presence.Halt("an-agent", ADMIN, "stop", null);

    @Test
    void whatTheDatabaseDoesNotAllowIsNeverASuccess() {
        try (Stage poor = Stage.withRights("""
                grant usage on schema governance_console to %s;
                grant all on all tables in schema governance_console to %s;
                grant select on all tables in schema public to %s;
                grant insert on governance_audit_events to %s;
                grant all on all sequences in schema public to %s;
                """)) {
            poor.deploy(HaltTest.verticle(poor));

            Refusal refusal = poor.refused(Presence.HALT, HALT);

            assertThat(refusal.code()).isEqualTo("halt_not_permitted");
            assertThat(refusal.fault()).isEqualTo(Fault.UNAVAILABLE);
            assertThat(refusal.reason()).contains("NOTHING WAS HALTED", "governance_agent_presence");
            assertThat(poor.rows("select 1 from governance_audit_events")).isEmpty();
        }
    }

    @Test
    void aHaltThatCannotBeRecordedDoesNotHappen() {
        try (Stage poor = Stage.withRights("""
                grant usage on schema governance_console to %s;
                grant all on all tables in schema governance_console to %s;
                grant select on all tables in schema public to %s;
                grant insert, update on governance_agent_presence to %s;
                """)) {
            poor.deploy(HaltTest.verticle(poor));

            assertThat(poor.refused(Presence.HALT, HALT).code()).isEqualTo("halt_not_permitted");
            assertThat(poor.rows("select 1 from governance_agent_presence")).isEmpty();
        }
    }

    @Test
    void aRoleThatMayDoesItForAConsoleThatMayNot() {
        try (Stage poor = Stage.withRights("""
                grant usage on schema governance_console to %s;
                grant all on all tables in schema governance_console to %s;
                grant select on all tables in schema public to %s;
                grant insert on governance_audit_events to %s;
                grant all on all sequences in schema public to %s;
                """);
                Stage privileged = Stage.on(poor.url())) {
            poor.deploy(HaltTest.verticle(poor, privileged.database()));

            assertThat(poor.ask(Presence.HALT, HALT).agentId()).isEqualTo("an-agent");
            assertThat(poor.rows("select halted_by from governance_agent_presence where halted_by is not null"))
                    .hasSize(1);
            poor.ask(Presence.RESUME, new Presence.Resume("an-agent", ADMIN, "fixed", null));
            assertThat(poor.rows("select 1 from governance_agent_presence where halted_by is not null"))
                    .isEmpty();
        }
    }
}
