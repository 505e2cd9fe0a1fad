package dev.governance.console.approvals;

import dev.governance.chain.ChainKey;
import dev.governance.chain.Redaction;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A stage on which approvals are decided, with the people of the tests signed in. */
final class ApprovalsStage {
    /** Where requests of these kinds take two admins. */
    static Stage open(String... secondApprover) {
        return open(prefix -> Optional.empty(), List.of(secondApprover));
    }

    static Stage open(Function<String, Optional<ChainKey>> historical) {
        return open(historical, List.of());
    }

    private static Stage open(Function<String, Optional<ChainKey>> historical, List<String> secondApprover) {
        Stage stage = Stage.open();
        stage.signIn(People.ADMIN, People.OTHER_ADMIN, People.VIEWER);
        stage.deploy(new ApprovalsVerticle(
                stage.bus(),
                stage.database(),
                stage.ledger(),
                SigningKey.of(stage.key()),
                historical,
                new Redaction(Set.of())::json,
                secondApprover));
        return stage;
    }

    private ApprovalsStage() {}
}
