package dev.governance.console.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Compliance;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.testing.Relay;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Evidence where the database takes too long to tell, or does not tell at all: a refusal that says so, and no number. */
class SlowLogTest {
    private final Relay relay = new Relay();
    private Stage behind;
    private Stage stage;

    @BeforeEach
    void deploy() {
        behind = Stage.on(TestPostgres.migrated());
        stage = Stage.on(relay.to(behind.url()));
        stage.deploy(new ComplianceVerticle(
                stage.bus(),
                stage.database(),
                stage.ledger(),
                SigningKey.of(stage.key()),
                Optional::empty,
                Clock.systemUTC(),
                Duration.ofSeconds(15)));
    }

    @AfterEach
    void close() {
        stage.close();
        behind.close();
        relay.close();
    }

    /** Every statement over the table ends as one does whose time is over. */
    private void tooSlow(String table) {
        behind.execute("create function cancelled() returns boolean language plpgsql as $$"
                + " begin raise exception using errcode = '57014'; end $$");
        behind.execute("alter table " + table + " rename to slow");
        behind.execute("create view " + table + " as select * from slow where cancelled()");
    }

    @Test
    void aWindowThatTakesTooLongIsRefusedWithThePauseToTakeAndAShorterOneAdvised() {
        behind.execute("insert into governance_audit_events (event_id, session_id, agent_id, kind, metadata_json,"
                + " hmac_value, created_at) values (gen_random_uuid(), gen_random_uuid(), 'a', 'llm.call', '{}', 'm',"
                + " now() - interval '1 day')");
        tooSlow("governance_audit_events");

        Refusal refusal = stage.refused(Compliance.REPORT, new Compliance.Report(null, null));

        assertThat(refusal.fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(refusal.code()).isEqualTo("too_slow");
        assertThat(refusal.reason()).contains("longer than 15 s", "take a shorter one");
        assertThat(refusal.retryAfterSeconds()).isPositive();
    }

    @Test
    void coverageIsNotMadeUpWhileTheDatabaseIsAway() {
        Compliance.Wrapped asked = new Compliance.Wrapped(null, 7);
        assertThat(stage.ask(Compliance.COVERAGE, asked).totalWrappers()).isZero();

        relay.down();

        assertThat(stage.refused(Compliance.COVERAGE, asked).fault()).isEqualTo(Fault.UNAVAILABLE);
    }
}
