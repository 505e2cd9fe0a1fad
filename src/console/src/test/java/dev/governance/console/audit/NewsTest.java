package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Verifications;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.VerificationJob;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that verifies nothing, and browsers that want to know all the same. */
class NewsTest {
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void verificationsOfOtherNodesAreTold() {
        List<VerificationJob> heard = new CopyOnWriteArrayList<>();
        stage.bus().listen(Verifications.PROGRESS, heard::add);
        stage.deploy(new NewsVerticle(stage.bus(), stage.database()));
        stage.execute(
                "insert into governance_console.verifications (id, asked_by, asked_by_id) values (?, 'ada', ?)",
                UUID.randomUUID(),
                UUID.randomUUID());

        Eventually.holds("it is told", () -> {
            stage.bus().announce(Doorbell.JOBS, new Doorbell.Rung(true));
            return !heard.isEmpty();
        });

        assertThat(heard.get(0).state()).isEqualTo("queued");
    }
}
