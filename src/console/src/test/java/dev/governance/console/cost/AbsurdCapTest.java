package dev.governance.console.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Cost;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Spend;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Caps as agents store them, sensible or not: none may hold up the others. */
class AbsurdCapTest {
    private static Stage stage;

    @BeforeAll
    static void deploy() {
        stage = Stage.open();
        stage.deploy(new CostVerticle(stage.bus(), stage.database(), stage.ledger(), List::of, false, () -> 80));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void aCapIsShownAsItWasSetAndAnAbsurdOneIsNone() {
        cap("a", "10.50");
        cap("b", "0.30000000000000004");
        cap("c", "1e130000");
        cap("d", "-1e130000");
        cap("e", "\"10\"");

        List<Spend> agents = stage.ask(Cost.AGENTS, new Cost.Today()).agents();

        assertThat(Json.write(agents.stream().map(Spend::capUsdDaily).toList()))
                .isEqualTo("[10.50,0.3,null,null,null]");
    }

    private static void cap(String agent, String cap) {
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json)"
                        + " values (?, 'budget', ?::jsonb)",
                agent,
                "{\"per_agent_usd_daily\": " + cap + "}");
    }
}
