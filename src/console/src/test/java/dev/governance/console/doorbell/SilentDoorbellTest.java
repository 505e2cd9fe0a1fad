package dev.governance.console.doorbell;

import dev.governance.console.contract.Doorbell;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Relay;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection that listens goes silent, and nobody ends it. */
class SilentDoorbellTest {
    private final Relay relay = new Relay();
    private final AtomicInteger heard = new AtomicInteger();
    private DatabaseUrl url;
    private Stage stage;

    @BeforeEach
    void listen() {
        url = TestPostgres.migrated();
        stage = Stage.on(url);
        stage.bus().listen(Doorbell.HALT, rung -> {
            if (rung.heard()) {
                heard.incrementAndGet();
            }
        });
        stage.deploy(new DoorbellVerticle(
                stage.bus(), stage.database(), relay.to(url).pgOptions()));
        isHeard();
    }

    @AfterEach
    void close() {
        stage.close();
        relay.close();
    }

    private void isHeard() {
        heard.set(0);
        Eventually.holds("a bell is heard", () -> {
            TestPostgres.execute(url, "notify governance_doorbell, 'halt'");
            return heard.get() > 0;
        });
    }

    @Test
    void aConnectionThatANetworkForgotIsReplaced() {
        relay.forget();

        isHeard();
    }

    @Test
    void anAttemptToComeBackThatHangsIsGivenUp() {
        relay.swallow();
        int before = relay.begun();
        Eventually.holds("it tries to come back", () -> relay.begun() > before);

        relay.forget();
        relay.carry();

        isHeard();
    }
}
